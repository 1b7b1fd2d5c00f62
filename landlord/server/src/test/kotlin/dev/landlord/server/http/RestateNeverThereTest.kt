package dev.landlord.server.http

import com.fasterxml.jackson.databind.JsonNode
import dev.landlord.api.OpenApi
import dev.landlord.cli.apiCommands
import dev.landlord.devserver.RestateServer
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import kotlin.io.path.writeText

/** The responses of a Landlord that has never reached Restate. */
class RestateNeverThereTest :
    FunSpec({
        val folder = tempdir().toPath()
        val definition = folder.resolve("w.yaml")
        definition.writeText("steps: [{name: a, run: 'true'}]\n")

        fun body(operation: OpenApi.Operation): JsonNode? =
            operation.node
                .at("/requestBody/content/application~1json/examples")
                .firstOrNull()
                ?.let { OpenApi.resolve(it)["value"] }

        test(
            "fault 29: every path and every command reports that Restate cannot be reached, with its address"
        ) {
            RestateServer.start().use { restate ->
                restate.kill()
                RunningLandlord(restate).use { landlord ->
                    val addresses =
                        listOf(restate.adminUrl(), restate.ingressUrl()).map { it.authority }
                    fun isNamed(text: String) = addresses.any { it in text }
                    val all =
                        OpenApi.operations.filter { 503 in it.responses && it.id != "getReady" }
                    // Twice: before the first attempt to register has ended, and after it.
                    repeat(2) {
                        for (operation in all) {
                            withClue("${operation.method} ${operation.path}") {
                                val answer =
                                    landlord.ask(
                                        operation.method,
                                        operation.path,
                                        body(operation)?.toString(),
                                    )
                                answer.problem shouldBe (503 to "restate_unavailable")
                                answer.detail shouldStartWith
                                    "failed to connect to restate server: "
                                withClue(answer.detail) { isNamed(answer.detail) shouldBe true }
                            }
                        }
                    }
                    isNamed(landlord.get("/ready").text) shouldBe true
                    val withRestate =
                        apiCommands("$definition").filterKeys {
                            it.substringBefore(" ") !in setOf("compute", "key", "audit")
                        }
                    for ((name, arguments) in withRestate) {
                        withClue(name) {
                            val words = name.split(" ") + arguments
                            landlord.run(*words.toTypedArray(), directory = folder).let {
                                it.exit shouldBe 3
                                it.err shouldStartWith
                                    "landlord: failed to connect to restate server: "
                                it.err shouldContain "code: restate_unavailable"
                                isNamed(it.err) shouldBe true
                            }
                        }
                    }
                }
            }
        }
    })
