@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.contract

import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowStatus
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.restate.journal
import dev.landlord.workflow.restate.runInvocationId
import dev.landlord.workflow.serve.WorkflowServer
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.testing.journal.awakeableId
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration
import kotlinx.coroutines.delay
import kotlinx.serialization.json.Json

/**
 * Runs contracts on a real server: one service, `Contract`, whose `run` looks up its code by its
 * key.
 */
class ServerRuntime(options: RestateServer.Options) : ContractRuntime, AutoCloseable {
    private val desks = ConcurrentHashMap<String, Desk>()
    private val attempts = ConcurrentHashMap<String, Attempt>()
    private val server: RestateServer = options.start()
    private val service: WorkflowServer =
        serve(port = 0) {
            bind(contractService())
            bind(Errands.service())
        }
    private val runs = AtomicInteger()

    init {
        server.admin().register(server.serviceUrl(service.port()))
    }

    override suspend fun run(input: String, attempt: Attempt): Outcome {
        val key = start(attempt)
        return outcome(key, post("/Contract/$key/run", input))
    }

    override suspend fun play(
        desk: Desk,
        definition: WorkflowDefinition<String, String>,
        story: suspend Play.() -> Unit,
    ): Outcome {
        val key = start(definition.attempt())
        desks[key] = desk
        post("/Contract/$key/run/send", "")
        ServerPlay(key).story()
        return outcome(key, get("/restate/workflow/Contract/$key/attach"))
    }

    /**
     * The result of a run that another run has started; from now on it is an attempt of [workflow].
     */
    fun result(key: String, workflow: WorkflowDefinition<String, String>): String {
        attempts[key] = workflow.attempt()
        return JSON.readTree(get("/restate/workflow/Contract/$key/attach").body()).asText()
    }

    private inner class ServerPlay(private val key: String) : Play {
        override suspend fun approve(input: ApprovalInput<Int>) =
            decide("approveFinance", Json.encodeToString(input))

        override suspend fun reject(input: DecisionInput) =
            decide("rejectFinance", Json.encodeToString(input))

        override suspend fun approveLegal(input: DecisionInput) =
            decide("approveLegal", Json.encodeToString(input))

        override suspend fun send(value: String) = decide("resized", Json.encodeToString(value))

        override suspend fun progress(): Answer = answer(get("/Contract/$key/progress"))

        override suspend fun completeReady(value: String) =
            decide("completeReady", Json.encodeToString(value))

        override suspend fun ready(): Answer = answer(get("/Contract/$key/ready"))

        override suspend fun status(): WorkflowStatus =
            Json.decodeFromString(get("/Contract/$key/status").body())

        override suspend fun resolve(awakeableId: String, json: String) {
            val answer =
                send(
                    request("/restate/awakeables/$awakeableId/resolve")
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                )
            check(answer.statusCode() == 202) { "${answer.statusCode()}: ${answer.body()}" }
        }

        override fun awakeableId(number: Int) =
            awakeableId(runInvocationId("Contract", key), number)

        override suspend fun cancel(): Answer = answer(get("/Contract/$key/cancel"))

        override suspend fun pass(duration: Duration) = delay(duration)

        override suspend fun eventually(what: String, condition: suspend () -> Boolean) {
            val deadline = System.nanoTime() + 2.minutes.inWholeNanoseconds
            while (!condition()) {
                check(System.nanoTime() < deadline) { "waited 2 minutes until $what" }
                delay(5.milliseconds)
            }
        }

        private fun decide(handler: String, json: String): Answer =
            answer(
                send(
                    request("/Contract/$key/$handler")
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                )
            )

        private fun answer(response: HttpResponse<String>): Answer {
            val code = response.statusCode()
            return if (code / 100 == 2) Answer(200, response.body())
            else Answer(code, JSON.readTree(response.body())["message"].asText())
        }
    }

    override suspend fun runAndCancel(attempt: (Gate) -> Attempt): Outcome {
        val entered = CountDownLatch(1)
        val cancelled = CountDownLatch(1)
        val key =
            start(
                attempt {
                    entered.countDown()
                    check(cancelled.await(120, TimeUnit.SECONDS)) { "never cancelled" }
                }
            )
        post("/Contract/$key/run/send", "")
        check(entered.await(120, TimeUnit.SECONDS)) { "the step never ran" }
        val id = invocation(key)
        server.admin().cancel(id)
        // The server must accept the cancellation before the step may end.
        waitUntil("the cancellation is in the journal") {
            server
                .admin()
                .query("select id from sys_journal where id = '$id' and entry_type like '%Signal%'")
                .isNotEmpty()
        }
        cancelled.countDown()
        return outcome(key, get("/restate/workflow/Contract/$key/attach"))
    }

    private fun start(attempt: Attempt): String {
        val key = "run-${runs.incrementAndGet()}"
        attempts[key] = attempt
        return key
    }

    private fun outcome(key: String, answer: HttpResponse<String>): Outcome {
        val body = JSON.readTree(answer.body())
        val outcome =
            if (answer.statusCode() == 200) {
                Outcome(body.asText(), null, null, journal(key))
            } else {
                Outcome(null, answer.statusCode(), body["message"].asText(), journal(key))
            }
        outcome.status = Json.decodeFromString(get("/Contract/$key/status").body())
        return outcome
    }

    private fun invocation(key: String): String =
        server
            .admin()
            .query("select id from sys_invocation where target = 'Contract/$key/run'")
            .single()["id"]
            .asText()

    private fun journal(key: String): List<String> =
        server
            .admin()
            .query(
                "select index, entry_type, name from sys_journal where id = '${invocation(key)}' " +
                    "and (entry_type like '%Run' or entry_type like '%Sleep') " +
                    "and entry_type like 'Command%' order by index"
            )
            .map {
                it.path("name").asText("").ifEmpty {
                    it["entry_type"].asText().substringAfterLast(' ')
                }
            }

    private fun contractService() =
        stringService("Contract", desk = { desks.getValue(it) }) { context, input ->
            attempts.getValue(context.key())(context.journal("Contract"), input)
        }

    private fun post(path: String, input: String): HttpResponse<String> =
        send(
            request(path)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(input)))
        )

    private fun get(path: String): HttpResponse<String> = send(request(path).GET())

    private fun request(path: String): HttpRequest.Builder =
        HttpRequest.newBuilder(server.ingressUrl().resolve(path))
            .timeout(60.seconds.toJavaDuration())

    private fun send(request: HttpRequest.Builder): HttpResponse<String> =
        CLIENT.send(request.build(), BodyHandlers.ofString())

    override fun close() {
        service.close()
        server.close()
    }

    private companion object {
        val CLIENT: HttpClient =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
        val JSON = ObjectMapper()

        fun waitUntil(what: String, condition: () -> Boolean) {
            val deadline = System.nanoTime() + 2.minutes.inWholeNanoseconds
            while (!condition()) {
                check(System.nanoTime() < deadline) { "waited 2 minutes until $what" }
                Thread.sleep(5)
            }
        }
    }
}
