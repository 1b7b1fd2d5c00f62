package dev.landlord.samples.landlord.config

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempfile
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Path
import kotlin.io.path.writeText

/** Servers without authentication listen on loopback, unless the operator accepts the risk. */
class ExposureTest :
    FunSpec({
        val exposed =
            listOf("0.0.0.0", "::", "[::]", "10.0.0.7", "fe80::1", "landlord", "128.0.0.1")
        val inside = listOf("127.0.0.1", "127.9.9.9", "localhost", "LOCALHOST", "::1", "[::1]")

        for ((key, insecure) in
            listOf("http.host" to "http.insecure", "worker.address" to "worker.insecure")) {
            test("fault 21: refuses $key beyond loopback, with the reason") {
                for (address in exposed) {
                    withClue(address) {
                        val problem = problems(key to address).single()
                        problem shouldContain
                            "must be a loopback address such as 127.0.0.1, got $address"
                        problem shouldContain "authenticates no caller"
                        problem shouldContain "shell commands"
                        problem shouldContain "set $insecure to true"
                    }
                }
            }

            test("fault 21: accepts any loopback address for $key") {
                for (address in inside) withClue(address) { config(key to address) }
            }

            test("fault 21: $insecure, in each source, accepts $key beyond loopback") {
                val variable = "LANDLORD_" + insecure.replace('.', '_').uppercase()
                val (block, field) = insecure.split(".")
                val file = tempfile(suffix = ".yaml").toPath()
                file.writeText("$block:\n  $field: true\n")
                val flags = mapOf(key to "10.0.0.7")
                val none = ProcessEnvironment.none()
                LandlordConfig.load(flags + (insecure to "true"), none)
                LandlordConfig.load(
                    flags,
                    ProcessEnvironment.of(
                        mapOf(variable to "true"),
                        Path.of("/none"),
                        Path.of("/none"),
                    ),
                )
                LandlordConfig.load(flags + ("config" to file.toString()), none)
                shouldThrow<InvalidConfigException> {
                    LandlordConfig.load(flags + (insecure to "false"), none)
                }
            }
        }

        test("fault 20: allowed hosts are the configured ones, and the host to listen on") {
            config("http.allowed_hosts" to " A.example. ,[FE80::1],, 10.0.0.1")
                .http()
                .allowedHosts() shouldBe setOf("a.example", "fe80::1", "10.0.0.1")
            config("http.host" to "10.0.0.7", "http.insecure" to "true")
                .http()
                .allowedHosts() shouldBe setOf("10.0.0.7")
            config("http.host" to "0.0.0.0", "http.insecure" to "true")
                .http()
                .allowedHosts() shouldBe setOf()
            for (wrong in listOf("a:80", "*", "http://a", "a b", "a/b")) {
                problems("http.allowed_hosts" to wrong) shouldContainExactly
                    listOf(
                        "allowed_hosts must be host names or addresses without ports, with commas" +
                            " between them, got $wrong"
                    )
            }
        }
    })
