package dev.landlord.server.config

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempfile
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Path
import kotlin.io.path.writeText

private const val KEY = "publickeyv1_3zMrvhVUmPV2RpYjjA8oTBAioS5A1WWiSdULK8px37Kw"
private const val OTHER_KEY = "publickeyv1_2ag6R5mDGgUEMaoNBkQi9Phtup1uJQNzyF9gXjfc3w7E"

/** Servers without authentication listen on loopback, unless the operator accepts the risk. */
class ExposureTest :
    FunSpec({
        val exposed =
            listOf("0.0.0.0", "::", "[::]", "10.0.0.7", "fe80::1", "landlord", "128.0.0.1")
        val inside = listOf("127.0.0.1", "127.9.9.9", "localhost", "LOCALHOST", "::1", "[::1]")

        val adminKey = "auth.admin_key" to "k".repeat(32)

        test(
            "fault 21: refuses http.host beyond loopback without authentication, with the reason"
        ) {
            for (address in exposed) {
                withClue(address) {
                    val problem = problems("http.host" to address).single()
                    problem shouldContain
                        "must be a loopback address such as 127.0.0.1, got $address"
                    problem shouldContain "authenticates no caller"
                    problem shouldContain "shell commands"
                    problem shouldContain "set auth.admin_key or auth.oidc.issuer"
                    config("http.host" to address, adminKey)
                    config(
                        "http.host" to address,
                        "auth.oidc.issuer" to "https://login.example.com",
                        "auth.oidc.audience" to "landlord",
                    )
                }
            }
        }

        test("who is it: a short admin key, and an issuer without an audience, are refused") {
            problems("auth.admin_key" to "short").single() shouldContain
                "admin_key must have at least 32 letters, digits and marks of ASCII without spaces, got 5"
            problems("auth.admin_key" to "ä".repeat(40)).single() shouldContain "got others"
            problems("auth.admin_key" to "k ".repeat(20)).single() shouldContain "got others"
            problems("auth.oidc.issuer" to "https://login.example.com").single() shouldContain
                "audience must be set with issuer"
            problems("auth.oidc.audience" to "landlord").single() shouldContain
                "issuer must be set with audience"
        }

        test("fault 21: refuses worker.address beyond loopback, with the reason") {
            for (address in exposed) {
                withClue(address) {
                    val problem = problems("worker.address" to address).single()
                    problem shouldContain
                        "must be a loopback address such as 127.0.0.1, got $address"
                    problem shouldContain "authenticates no caller"
                    problem shouldContain "shell commands"
                    problem shouldContain
                        "set worker.identity_keys to the public key of Restate's request identity"
                    problem shouldContain "set worker.insecure to true"
                }
            }
        }

        test(
            "with a key of Restate, the worker may listen beyond loopback without worker.insecure"
        ) {
            for (address in exposed) {
                val worker =
                    config("worker.address" to address, "worker.identity_keys" to KEY).worker()
                worker.isExposed shouldBe true
                worker.isAuthenticated shouldBe true
            }
            config("worker.identity_keys" to " $KEY , $OTHER_KEY").worker().identityKeys().map {
                it.text()
            } shouldBe listOf(KEY, OTHER_KEY)
            config().worker().isAuthenticated shouldBe false
        }

        test(
            "an invalid key of Restate is refused, and a private key does not appear in messages"
        ) {
            val expected =
                "identity_keys must be public keys as restate-server logs them (Loaded request identity key), " +
                    "with commas between them, each publickeyv1_ and 32 bytes in Base58, got "
            val wrong =
                listOf(
                    KEY.dropLast(1),
                    KEY + "1",
                    KEY.replaceFirst("3", "0"),
                    "publickeyv1_",
                    "publickeyv1_" + "1".repeat(33),
                    // 32 bytes that are not a point of the curve.
                    "publickeyv1_JEKNVnkbo3jma5nREBBJCDoXFVeKkD56V3xKrvRmWxFG",
                    "publickeyv1_8opHzTAnfzRpPEx21XtnrVTX28YQuCpAjcn1PczScKh",
                )
            for (key in wrong) {
                problems("worker.identity_keys" to key) shouldBe listOf(expected + key)
                // No second problem of the address.
                problems("worker.identity_keys" to "$KEY,$key", "worker.address" to "10.0.0.7")
                    .shouldBe(listOf(expected + key))
            }
            for (text in listOf("-----BEGIN PRIVATE KEY-----", "$KEY,", KEY.drop(1))) {
                problems("worker.identity_keys" to text) shouldBe
                    listOf(expected + "a text that begins otherwise")
            }
        }

        test("shell commands are allowed by default only if the HTTP API listens on loopback") {
            fun isEnabled(vararg settings: Pair<String, String>) =
                config(*settings).shell().enabled()
            for (address in inside) isEnabled("http.host" to address) shouldBe true
            for (address in exposed) isEnabled("http.host" to address, adminKey) shouldBe false
            isEnabled(
                "http.host" to "0.0.0.0",
                adminKey,
                "workflow.shell.enabled" to "true",
            ) shouldBe true
            isEnabled("workflow.shell.enabled" to "false") shouldBe false
            problems("workflow.shell.enabled" to "yes") shouldBe
                listOf("enabled must be true or false, got yes")
            for (wrong in listOf("a b", "-u", "0", "a".repeat(33))) {
                problems("workflow.shell.user" to wrong) shouldBe
                    listOf(
                        "user must be the name of a user of this machine, such as landlord-steps, got $wrong"
                    )
            }
        }

        test("fault 21: accepts any loopback address") {
            for (address in inside) {
                withClue(address) { config("http.host" to address, "worker.address" to address) }
            }
        }

        test("fault 21: worker.insecure, in each source, accepts worker.address beyond loopback") {
            val file = tempfile(suffix = ".yaml").toPath()
            file.writeText("worker:\n  insecure: true\n")
            val flags = mapOf("worker.address" to "10.0.0.7")
            val none = ProcessEnvironment.none()
            LandlordConfig.load(flags + ("worker.insecure" to "true"), none)
            LandlordConfig.load(
                flags,
                ProcessEnvironment.of(
                    mapOf("LANDLORD_WORKER_INSECURE" to "true"),
                    Path.of("/none"),
                    Path.of("/none"),
                ),
            )
            LandlordConfig.load(flags + ("config" to file.toString()), none)
            shouldThrow<InvalidConfigException> {
                LandlordConfig.load(flags + ("worker.insecure" to "false"), none)
            }
        }

        test("fault 20: allowed hosts are the configured ones, and the host to listen on") {
            config("http.allowed_hosts" to " A.example. ,[FE80::1],, 10.0.0.1")
                .http()
                .allowedHosts() shouldBe setOf("a.example", "fe80::1", "10.0.0.1")
            config("http.host" to "10.0.0.7", adminKey).http().allowedHosts() shouldBe
                setOf("10.0.0.7")
            config("http.host" to "0.0.0.0", adminKey).http().allowedHosts() shouldBe setOf()
            for (wrong in listOf("a:80", "*", "http://a", "a b", "a/b")) {
                problems("http.allowed_hosts" to wrong) shouldContainExactly
                    listOf(
                        "allowed_hosts must be host names or addresses without ports, with commas" +
                            " between them, got $wrong"
                    )
            }
        }
    })
