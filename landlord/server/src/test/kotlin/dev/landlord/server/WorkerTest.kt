package dev.landlord.server

import dev.landlord.api.waitUntil
import dev.landlord.devserver.RestateServer
import dev.landlord.server.blueprint.BlueprintSource
import dev.landlord.server.blueprint.RunBlueprint
import dev.landlord.server.blueprint.RunBlueprintService
import dev.landlord.server.blueprint.Shell
import dev.landlord.server.config.WorkerConfig
import dev.landlord.server.http.RunningLandlord
import dev.landlord.server.http.untilExecution
import dev.landlord.server.http.workflow
import dev.landlord.workflow.serve.WorkflowServer
import dev.restate.sdk.endpoint.definition.ServiceDefinition
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.CopyOnWriteArrayList
import java.util.function.Supplier

private val CLIENT: HttpClient =
    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()

class WorkerTest :
    FunSpec({
        fun service(name: String): ServiceDefinition =
            WorkflowServer.builder()
                .bind(
                    RunBlueprintService(
                        RunBlueprint(Shell(), BlueprintSource("Blueprint") { true }),
                        name,
                    )
                )
                .endpoint()
                .serviceDefinitions
                .findFirst()
                .get()

        /** A worker with the service `Own`, which records the lookups. */
        class Listening : AutoCloseable {
            val lookUps = CopyOnWriteArrayList<CompletableFuture<Void>>()
            val worker = Worker().apply { serve(listOf(service("Own"))) }
            private val uri: URI =
                worker.listen(
                    WorkerConfig("127.0.0.1", 0, listOf()),
                    Supplier<CompletionStage<Void>> {
                        CompletableFuture<Void>().also { lookUps += it }
                    },
                )

            fun ask(path: String): CompletableFuture<HttpResponse<String>> {
                val request =
                    if (path == "/discover")
                        HttpRequest.newBuilder(uri.resolve(path))
                            .header(
                                "accept",
                                (2..4).joinToString {
                                    "application/vnd.restate.endpointmanifest.v$it+json"
                                },
                            )
                            .GET()
                    else
                        HttpRequest.newBuilder(uri.resolve(path))
                            .header("content-type", "application/vnd.restate.invocation.v5")
                            .POST(BodyPublishers.ofByteArray(ByteArray(64)))
                return CLIENT.sendAsync(request.build(), BodyHandlers.ofString())
            }

            fun awaitLookUps(count: Int) =
                waitUntil({ "the worker looks up $count times, not ${lookUps.size}" }) {
                    lookUps.size == count
                }

            override fun close() = worker.close()
        }

        test("fault 28: responds at once for Landlord's own services") {
            Listening().use {
                it.ask("/invoke/Own/run").get().statusCode() shouldNotBe 404
                it.lookUps.shouldBeEmpty()
            }
        }

        test("fault 28: responds for an unknown service after the workflows have been read") {
            Listening().use {
                val answer = it.ask("/invoke/Late/run")
                it.awaitLookUps(1)
                answer.isDone shouldBe false
                it.worker.serve(listOf(service("Own"), service("Late")))
                answer.isDone shouldBe false
                it.lookUps.single().complete(null)
                answer.get().statusCode() shouldNotBe 404
                it.ask("/invoke/Late/run").get().statusCode() shouldNotBe 404
                it.lookUps.size shouldBe 1
            }
        }

        test("fault 28: returns 404 for an unknown service after the workflows have been read") {
            Listening().use {
                val answer = it.ask("/invoke/Nope/run")
                it.awaitLookUps(1)
                it.lookUps.single().complete(null)
                answer.get().statusCode() shouldBe 404
            }
        }

        test("fault 28: returns 503 while the workflows cannot be read") {
            Listening().use {
                val answer = it.ask("/invoke/Late/run")
                it.awaitLookUps(1)
                it.lookUps.single().completeExceptionally(IllegalStateException("away"))
                answer.get().statusCode() shouldBe 503
            }
        }

        test("fault 28: responds to discovery after the workflows have been read") {
            Listening().use {
                val answer = it.ask("/discover")
                it.awaitLookUps(1)
                it.worker.serve(listOf(service("Own"), service("Late")))
                it.worker.complete()
                it.lookUps.single().complete(null)
                answer.get().body().let { manifest ->
                    manifest shouldContain "\"Late\""
                    manifest shouldContain "\"Own\""
                }
                it.ask("/discover").get().statusCode() shouldBe 200
                it.lookUps.size shouldBe 1
            }
        }

        test("fault 28: a new Landlord resumes a run without a 404") {
            RestateServer.start().use { restate ->
                val port = "worker.port" to "${freePort()}"
                RunningLandlord(restate, port).use { landlord ->
                    landlord.awaitReady()
                    landlord.workflow("recover", """[{"name":"built","callback":{}}]""")
                    landlord.post(
                        "/v1/workflows/recover/executions",
                        """{"execution_name":"one","input":{}}""",
                    )
                    landlord.untilExecution("recover", "one") {
                        it["sub_state"].asText() == "waiting"
                    }
                }
                // Restate keeps the callback, and retries it until there is a worker.
                val callback =
                    CLIENT.sendAsync(
                        HttpRequest.newBuilder(
                                restate.ingressUrl().resolve("/Recover/one/callback")
                            )
                            .header("content-type", "application/json")
                            .POST(BodyPublishers.ofString("""{"step":"built"}"""))
                            .build(),
                        BodyHandlers.ofString(),
                    )
                SlowQueries(restate.adminUrl()).use { slow ->
                    val failures = CopyOnWriteArrayList<String>()
                    RunningLandlord(
                            restate,
                            port,
                            "workflow.restate.admin_endpoint" to "${slow.url}",
                        )
                        .use {
                            waitUntil({ "the callback is taken: $failures" }) {
                                failures +=
                                    restate
                                        .admin()
                                        .query(
                                            "select last_failure from sys_invocation where target_service_name = 'Recover'"
                                        )
                                        .mapNotNull { row -> row.path("last_failure").asText(null) }
                                callback.isDone
                            }
                            (callback.get().statusCode() / 100) shouldBe 2
                            it.untilExecution("recover", "one") { run ->
                                run["status"].asText() == "succeeded"
                            }
                        }
                    // As a word: the port of the worker may contain the digits.
                    failures.filter { Regex("\\b404\\b") in it }.toSet().shouldBeEmpty()
                }
            }
        }
    })
