package dev.landlord.server.config

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.io.path.writeText

/** The errors of unknown keys. */
class UnknownKeyTest :
    FunSpec({
        fun told(key: String) =
            problems(key to "x").single {
                it.startsWith("unknown key") || it.startsWith("expected")
            }

        test("fault 33: suggests a similar key") {
            val near =
                mapOf(
                    "http.prot" to "http.port",
                    "http.por" to "http.port",
                    "worker.adress" to "worker.address",
                    "workflow.restate.retry_atempts" to "workflow.restate.retry_attempts",
                    "workflow.restat.endpoint" to "workflow.restate.endpoint",
                    "workflows.restate.timeout" to "workflow.restate.timeout",
                    "controler.enabled" to "controller.enabled",
                    "log_levle" to "log_level",
                    "restate.timeout" to "workflow.restate.timeout",
                    "max_retries" to "controller.max_retries",
                )
            for ((key, meant) in near) {
                withClue(key) { told(key) shouldBe "unknown key; did you mean $meant?" }
            }
        }

        test("fault 33: suggests no key without similarity") {
            val blocks =
                "workflow, http, auth, store, limits, worker, controller, compute, log_level, log"
            val far =
                mapOf(
                    "kafka.brokers" to "unknown key; expected one of $blocks",
                    "x" to "unknown key; expected one of $blocks",
                    "tls" to "unknown key; expected one of $blocks",
                    "http.tls" to "unknown key; expected one of host, port in http",
                    "http.certificate" to "unknown key; expected one of host, port in http",
                    "compute.aws.region" to
                        "unknown key; expected one of default_provider, local, mock in compute",
                    "http.port.number" to "expected a value for http.port, found keys below it",
                )
            for ((key, expected) in far) {
                withClue(key) { told(key) shouldContain expected.substringBefore(", port in") }
            }
        }

        test("fault 33: finds every key with one changed, missing or doubled letter") {
            for (key in Key.entries) {
                for (at in listOf(key.path().length - 1, key.path().lastIndexOf('.') + 2)) {
                    val path = key.path()
                    for (typo in
                        listOf(
                            path.replaceRange(at, at + 1, "~"),
                            path.removeRange(at, at + 1),
                            path.replaceRange(at, at, "${path[at]}"),
                        )) {
                        withClue(typo) {
                            NearestKey.to(typo).map { it.path() }.orElse("none") shouldBe path
                        }
                    }
                }
            }
        }

        test("fault 33: refuses a file that is nested too deeply, with its name") {
            val file = tempdir().toPath().resolve("deep.yaml")
            file.writeText("a: " + "{a: ".repeat(5_000) + "1" + "}".repeat(5_000))
            problemsOf(file.toString()) shouldContain "cannot be read: "
        }
    })

private fun problemsOf(file: String): String =
    try {
        LandlordConfig.load(mapOf("config" to file), ProcessEnvironment.none())
        "none"
    } catch (invalid: InvalidConfigException) {
        invalid.message.orEmpty()
    }
