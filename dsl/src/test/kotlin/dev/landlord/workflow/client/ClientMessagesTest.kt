package dev.landlord.workflow.client

import dev.landlord.workflow.AlreadyDecided
import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.ingress.ClientConnection
import dev.landlord.workflow.ingress.RunClient
import dev.landlord.workflow.ingress.payload
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import java.time.Duration
import java.util.concurrent.CompletableFuture
import kotlin.reflect.KClass
import kotlinx.serialization.Serializable

@Serializable
class OutOfQuota(val limit: Int) : BusinessFailure() {
    override val message
        get() = "out of quota: at most $limit"

    override val status
        get() = 422
}

/** The exception messages, which an operator must understand without other information. */
class ClientMessagesTest :
    FunSpec({
        val text = payload<String>()
        val failed = answer(500, """{"message":"closed","source":"invocation"}""")

        fun <T> FakeIngress.with(use: (RunClient) -> T): T = use {
            val options = ClientOptions.to(url).requestTimeout(Duration.ofMillis(300))
            ClientConnection.open(options, "Rent").use { use(it.run("acme")) }
        }

        fun failure(
            vararg answers: (com.sun.net.httpserver.HttpExchange) -> Unit,
            ask: (RunClient) -> CompletableFuture<*> = {
                it.attach(text, Duration.ofSeconds(20))
            },
        ): WorkflowClientException =
            FakeIngress(*answers).with { run ->
                shouldThrow<WorkflowClientException> { RunClient.await(ask(run)) }
            }

        fun ended(status: String) = failure(failed, answer(200, status))

        fun undo(vararg actions: String) = actions.joinToString(",", "\"undo\":[", "]")

        val closed = "\"failure\":{\"code\":418,\"message\":\"closed\"}"
        val cancelled = "\"failure\":{\"code\":409,\"message\":\"cancelled\"}"
        val done = """{"name":"release","outcome":"DONE"}"""
        val stuck = """{"name":"refund","outcome":"FAILED","reason":"the bank is closed"}"""
        val lost = """{"name":"drop","outcome":"FAILED","reason":"no disk"}"""
        val pending = """{"name":"tidy up","outcome":"PENDING"}"""

        val ends: List<Triple<String, KClass<out RunFailedException>, String>> =
            listOf(
                Triple(
                    """{"phase":"FAILED",$closed}""",
                    RunFailedException::class,
                    "Rent/acme attach: the run failed with 418: closed. No undo action ran.",
                ),
                Triple(
                    """{"phase":"COMPENSATED",$closed,${undo(done, done)}}""",
                    RunFailedException::class,
                    "Rent/acme attach: the run failed with 418: closed. All 2 undo actions succeeded.",
                ),
                Triple(
                    """{"phase":"CANCELLED",$cancelled,${undo(done)}}""",
                    RunCancelledException::class,
                    "Rent/acme attach: the run was cancelled. Its undo action succeeded.",
                ),
                Triple(
                    """{"phase":"CANCELLED",$cancelled}""",
                    RunCancelledException::class,
                    "Rent/acme attach: the run was cancelled. No undo action ran.",
                ),
                Triple(
                    """{"phase":"PARTIALLY_COMPENSATED",$closed,${undo(stuck, done, lost)}}""",
                    RunPartiallyCompensatedException::class,
                    "Rent/acme attach: the run failed with 418: closed. Not undone, because its undo " +
                        "action failed: \"refund\" (the bank is closed), \"drop\" (no disk). 1 of 3 " +
                        "undo actions succeeded.",
                ),
                Triple(
                    """{"phase":"PARTIALLY_COMPENSATED",$cancelled,${undo(stuck)}}""",
                    RunPartiallyCompensatedException::class,
                    "Rent/acme attach: the run was cancelled. Not undone, because its undo action " +
                        "failed: \"refund\" (the bank is closed). 0 of 1 undo action succeeded.",
                ),
                Triple(
                    """{"phase":"FAILED","failure":{"code":409,"message":"killed"}}""",
                    RunKilledException::class,
                    "Rent/acme attach: the run was killed. Everything that the run did is still " +
                        "there. No undo action ran.",
                ),
                Triple(
                    """{"phase":"FAILED","failure":{"code":409,"message":"killed"},${undo(stuck, done, pending)}}""",
                    RunKilledException::class,
                    "Rent/acme attach: the run was killed. Not undone, because its undo action " +
                        "failed: \"refund\" (the bank is closed). Not undone, because of the kill: " +
                        "\"tidy up\". Everything else that the run did is still there. " +
                        "1 of 3 undo actions succeeded.",
                ),
            )

        for ((status, type, message) in ends) {
            test("fault 3: the message of a run with the status $status") {
                val failure = ended(status)
                failure::class shouldBe type
                failure.message shouldBe message
            }
        }

        test("fault 4: the reason of a typed failure has neither its type nor its values") {
            val type = OutOfQuota::class.java.name
            val status =
                """{"phase":"FAILED","failure":{"code":422,"message":"out of quota: at most 5",""" +
                    """"type":"$type","values":{"limit":5}}}"""
            val failure = ended(status).shouldBeInstanceOf<RunFailedException>()
            failure.code shouldBe 422
            failure.reason shouldBe "out of quota: at most 5"
            failure.message shouldBe
                "Rent/acme attach: the run failed with 422: out of quota: at most 5. No undo action ran."
            failure.getFailure(OutOfQuota::class.java).get().limit shouldBe 5
        }

        test("fault 3: the message of a refusal names the request, the code and the reason") {
            val refused =
                """{"code":403,"message":"bob is not authorized to decide on rent","source":"invocation"}"""
            failure(answer(403, refused)) { it.cancel() }.message shouldBe
                "Rent/acme cancel: refused with 403: bob is not authorized to decide on rent. " +
                    "Nothing has changed."

            val first =
                """{"approval":"rent","request":1,"outcome":"APPROVED","requestedAt":"2026-11-21T09:00:00Z","actor":"alice","at":"2026-11-21T10:00:00Z"}"""
            val decided =
                "rent was approved by alice [${AlreadyDecided::class.java.name} {\"first\":$first}]"
            val body = """{"code":409,"message":${quoted(decided)},"source":"invocation"}"""
            val failure =
                failure(answer(409, body)) { it.cancel() }
                    .shouldBeInstanceOf<AlreadyDecidedException>()
            failure.message shouldBe
                "Rent/acme cancel: refused with 409: rent was approved by alice at " +
                    "2026-11-21T10:00:00Z. Nothing has changed."
            failure.first.actor shouldBe "alice"
        }

        test("fault 3: the message of an unanswered request states the possible outcomes") {
            val away = answer(503, "try later")
            failure(away) { it.submit(text, "x") }.message shouldBe
                "[LW162] Rent/acme submit: expected an answer of the run, found that Restate's " +
                    "ingress, or a gateway before it, cannot answer now: 503 try later. The " +
                    "request may have arrived. Try again later."
            failure(silence) { it.await("ready", text, Duration.ofMillis(300)) }.message shouldBe
                "[LW163] Rent/acme ready: expected an answer within PT0.3S, found none. The " +
                    "run continues; call this method again, or attach, to wait longer. If its attempts " +
                    "fail, the log of the service says why."
            val unknown = answer(404, """{"message":"no such service","source":"ingress"}""")
            failure(unknown) { it.submit(text, "x") }.message shouldBe
                "[LW164] Rent/acme submit: expected a workflow that Restate knows, found none: " +
                    "no such service. Check that Rent is served and registered, in a version that " +
                    "has this handler."
        }

        test("fault 6: the header of Restate says whether the run failed with 503 or the ingress") {
            val status =
                answer(200, """{"phase":"FAILED","failure":{"code":503,"message":"no rooms"}}""")
            val requests = ArrayList<Int>()
            for (body in listOf("no rooms", "{}", """{"message":"no rooms"}""")) withClue(body) {
                val ofRun = answer(503, body, "X-Restate-Error-Source" to "invocation")
                FakeIngress(ofRun, status).also { ingress ->
                    ingress.with { run ->
                        val failure =
                            shouldThrow<RunFailedException> {
                                RunClient.await(run.attach(text, Duration.ofSeconds(20)))
                            }
                        failure.code shouldBe 503
                        failure.reason shouldBe "no rooms"
                    }
                    requests += ingress.requests.size
                }
            }
            requests shouldContainExactly listOf(2, 2, 2)
            val ofIngress = answer(503, "no rooms", "X-Restate-Error-Source" to "ingress")
            FakeIngress(ofIngress, answer(200, "\"done\"")).with { run ->
                RunClient.await(run.attach(text, Duration.ofSeconds(20))) shouldBe "done"
            }
            val judge = answer(503, "no directory", "X-Restate-Error-Source" to "invocation")
            failure(judge) { it.cancel() }
                .shouldBeInstanceOf<RequestRefusedException>()
                .code shouldBe 503
        }
    })

private fun quoted(text: String) = "\"${text.replace("\"", "\\\"")}\""
