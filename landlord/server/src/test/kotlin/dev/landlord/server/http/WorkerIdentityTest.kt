package dev.landlord.server.http

import dev.landlord.api.waitUntil
import dev.landlord.devserver.RestateServer
import dev.landlord.server.RestateKey
import dev.landlord.server.freePort
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.time.Instant
import kotlin.io.path.exists
import kotlin.io.path.writeText

private const val SIGNING = "RESTATE_WORKER__INVOKER__REQUEST_IDENTITY_PRIVATE_KEY_PEM_FILE"
private val CLIENT: HttpClient =
    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()

/** A worker that accepts only what a real restate-server has signed. */
class WorkerIdentityTest :
    FunSpec({
        val key = RestateKey()
        val port = freePort()

        /** Sends a request to the worker; without a header if its value is `null`. */
        fun ask(
            path: String,
            token: String?,
            scheme: String? = "v1",
            at: Int = port,
        ): HttpResponse<String> {
            val request =
                HttpRequest.newBuilder(URI("http://127.0.0.1:$at$path"))
                    .header("content-type", "application/vnd.restate.invocation.v5")
                    .header("accept", "application/vnd.restate.endpointmanifest.v4+json")
            if (token != null) request.header("x-restate-jwt-v1", token)
            if (scheme != null) request.header("x-restate-signature-scheme", scheme)
            if (path == "/discover") request.GET()
            else request.POST(BodyPublishers.ofByteArray(ByteArray(64)))
            return CLIENT.send(request.build(), BodyHandlers.ofString())
        }

        fun signingRestate(): RestateServer {
            val file = tempdir().toPath().resolve("key.pem").apply { writeText(key.pem) }
            return RestateServer.options().environment(SIGNING, "$file").start()
        }

        test("an execution runs on a Restate that signs; the worker refuses all other requests") {
            val proof = tempdir().toPath().resolve("proof")
            signingRestate().use { restate ->
                RunningLandlord(
                        restate,
                        "worker.identity_keys" to "${RestateKey().text}, ${key.text}",
                        "worker.port" to "$port",
                    )
                    .use { landlord ->
                        landlord.awaitReady()
                        landlord.workflow(
                            "signed",
                            """[{"name":"make","run":"echo 7","undo":"true"},{"name":"ask","approval":{}},""" +
                                """{"name":"proof","run":"touch $proof"}]""",
                        )
                        landlord.post(
                            "/v1/workflows/signed/executions",
                            """{"execution_name":"one","input":{}}""",
                        )
                        landlord.untilExecution("signed", "one") {
                            it["pending_approvals"].size() == 1
                        }

                        val now = Instant.now().epochSecond
                        val run = "/invoke/Signed/run"
                        val refused =
                            mapOf(
                                "unsigned" to ask(run, null, null),
                                "without a token" to ask(run, null),
                                "without a scheme" to ask(run, key.token(run), null),
                                "forged" to ask(run, RestateKey().token(run)),
                                "of another path" to ask(run, key.token("/invoke/Signed/status")),
                                "for the discovery" to ask(run, key.token("/discover")),
                                "with a query" to ask("$run?a=b", key.token(run)),
                                "under another path" to ask("/x$run", key.token(run)),
                                "expired" to ask(run, key.token(run, mapOf("exp" to now - 1))),
                                "not yet valid" to
                                    ask(run, key.token(run, mapOf("nbf" to now + 3600))),
                                "unsigned discovery" to ask("/discover", null, null),
                                "unsigned health" to ask("/health", null, null),
                                "unsigned unknown path" to ask("/nope", null, null),
                            )
                        for ((what, answer) in refused) {
                            withClue("$what: ${answer.body()}") {
                                answer.statusCode() shouldBe 401
                                answer.body() shouldStartWith "Landlord refuses this request: "
                            }
                        }
                        proof.exists() shouldBe false
                        // The same requests as Restate signs them.
                        ask("/discover", key.token("/discover")).statusCode() shouldBe 200
                        ask(run, key.token(run)).statusCode() shouldNotBe 401

                        landlord
                            .user("alice")
                            .post("/v1/approvals/signed/one/ask/approve", "{}")
                            .status shouldBe 200
                        landlord.untilExecution("signed", "one") {
                            it["status"].asText() == "succeeded"
                        }
                        proof.exists() shouldBe true
                    }
            }
        }

        test("a Restate that does not sign is refused, and the reason is in /ready") {
            RestateServer.start().use { restate ->
                RunningLandlord(restate, "worker.identity_keys" to key.text).use { landlord ->
                    waitUntil({ "the reason is reported: ${landlord.get("/ready").text}" }) {
                        "worker.invoker.request-identity-private-key-pem-file" in
                            landlord.get("/ready").text
                    }
                    landlord.get("/ready").status shouldBe 503
                }
            }
        }

        test("without keys the worker answers requests that are not signed") {
            RestateServer.start().use { restate ->
                val open = freePort()
                RunningLandlord(restate, "worker.port" to "$open").use {
                    it.awaitReady()
                    ask("/discover", null, null, open).statusCode() shouldBe 200
                }
            }
        }

        test("one refusal in a minute is a warning") {
            val own = freePort()
            signingRestate().use { restate ->
                RunningLandlord(
                        restate,
                        "worker.identity_keys" to key.text,
                        "worker.port" to "$own",
                    )
                    .use { landlord ->
                        landlord.awaitReady()
                        val lines =
                            loggedErrors("dev.landlord.server.RefusalLog") {
                                repeat(3) { ask("/invoke/Own/run", null, null, own) }
                            }
                        lines.filter { it.hasStack }.shouldBeEmpty()
                        lines shouldHaveSize 1
                        lines.single().message shouldContain
                            "for /invoke/Own/run: the header x-restate-signature-scheme is missing"
                    }
            }
        }
    })
