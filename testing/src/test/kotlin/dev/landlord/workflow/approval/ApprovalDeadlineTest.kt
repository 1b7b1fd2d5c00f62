package dev.landlord.workflow.approval

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.AlreadyDecided
import dev.landlord.workflow.ApprovalOutcome
import dev.landlord.workflow.ApprovalStatus
import dev.landlord.workflow.Approved
import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.Rejected
import dev.landlord.workflow.TimedOut
import dev.landlord.workflow.WorkflowStatus
import dev.landlord.workflow.awaitDecision
import dev.landlord.workflow.contract.Desk
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.restate.run
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.testing.http.get
import dev.landlord.workflow.testing.http.post
import dev.landlord.workflow.testing.process.waitUntil
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import java.net.URI
import java.time.Duration
import java.time.Instant
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import java.util.concurrent.ScheduledExecutorService
import java.util.concurrent.ScheduledFuture
import java.util.concurrent.TimeUnit.MILLISECONDS
import kotlin.random.Random
import kotlin.time.Duration.Companion.seconds
import kotlinx.serialization.json.Json

/** G5 on the real server, around the deadline: the promise decides, not a clock. */
class ApprovalDeadlineTest :
    FunSpec({
        test("fault 1: around its deadline a request has one outcome, and every answer agrees") {
            val desk = Desk(within = 4.seconds)
            val asking =
                landlordWorkflow<String, String> {
                    when (val decision = awaitDecision(desk.finance)) {
                        is Approved -> "approved by ${decision.actor}"
                        is Rejected -> "rejected by ${decision.actor}"
                        is TimedOut -> "timed out"
                    }
                }
            RestateServer.start().use { server ->
                serve(port = 0) {
                        bind(
                            stringService("Deadline", asking, { desk }) { context, input ->
                                asking.run(context, input)
                            }
                        )
                    }
                    .use { service ->
                        server.admin().register(server.serviceUrl(service.port()))
                        val deciding = Executors.newScheduledThreadPool(ACTORS_AT_ONCE)
                        try {
                            val runs = List(RUNS) { Request(server.ingressUrl(), "run-$it") }
                            runs.forEach { it.start() }
                            runs.forEach { it.decideAround(deciding, Random(it.key.hashCode())) }
                            val outcomes = runs.map { it.shouldHaveOneOutcome() }
                            println("$RUNS deadlines: ${outcomes.groupingBy { it }.eachCount()}")
                        } finally {
                            deciding.shutdownNow()
                        }
                    }
            }
        }
    })

private const val RUNS = 60
private const val ACTORS_EACH = 4
private const val ACTORS_AT_ONCE = 24

/** In milliseconds. A decision takes time to arrive, so most are sent before the deadline. */
private const val BEFORE = 250L
private const val AFTER = 40L

/** A run that requests one approval. */
private class Request(private val ingress: URI, val key: String) {
    private val run = ingress.resolve("/Deadline/$key/")
    private lateinit var answers: List<ScheduledFuture<Triple<String, Int, String>>>

    fun start() {
        post(run.resolve("run/send"), "\"go\"").first shouldBe 202
    }

    private fun approvals() =
        Json.decodeFromString<WorkflowStatus>(get(run.resolve("status")).second).approvals

    fun decideAround(deciding: ScheduledExecutorService, random: Random) {
        waitUntil("$key has requested its approval") { approvals().size == 1 }
        val deadline = checkNotNull(approvals().single().expiresAt)
        answers =
            List(ACTORS_EACH) { number ->
                val actor = "actor-$number"
                val isApproval = number % 2 == 0
                val due = deadline.plusMillis(random.nextLong(-BEFORE, AFTER))
                val decide = Callable {
                    val (code, text) =
                        if (isApproval)
                            post(
                                run.resolve("approveFinance"),
                                """{"actor":"$actor","value":5}""",
                            )
                        else post(run.resolve("rejectFinance"), """{"actor":"$actor"}""")
                    Triple(actor, code, text)
                }
                val pause = Duration.between(Instant.now(), due).toMillis()
                deciding.schedule(decide, pause, MILLISECONDS)
            }
    }

    fun shouldHaveOneOutcome(): ApprovalOutcome {
        val given = answers.map { it.get() }
        val (_, result) = get(ingress.resolve("/restate/workflow/Deadline/$key/attach"))
        val status = approvals().single()
        withClue("$key: $status, answered $given, ended with $result") {
            if (status.outcome == ApprovalOutcome.TIMED_OUT) {
                result shouldBe "\"timed out\""
                given.map { it.second }.toSet() shouldBe setOf(410)
            } else {
                result shouldBe "\"${status.outcome.name.lowercase()} by ${status.actor}\""
                for ((actor, code, text) in given) {
                    if (actor == status.actor) {
                        code shouldBe 200
                        Json.decodeFromString<ApprovalStatus>(text) shouldBe status
                    } else {
                        code shouldBe 409
                        val refused = BusinessFailure.from(text)
                        refused.shouldBeInstanceOf<AlreadyDecided>().first shouldBe status
                    }
                }
            }
        }
        return status.outcome
    }
}
