package dev.landlord.workflow.client

import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.ApprovalOutcome
import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowPhase
import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.body.WorkflowRun
import dev.landlord.workflow.compensate
import dev.landlord.workflow.contract.Desk
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.fail
import dev.landlord.workflow.ingress.ClientConnection
import dev.landlord.workflow.ingress.Payloads
import dev.landlord.workflow.ingress.RunClient
import dev.landlord.workflow.ingress.payload
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.restate.journal
import dev.landlord.workflow.testing.server.ServedWorkflows
import dev.landlord.workflow.testing.server.ServerMode
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import java.time.Duration
import java.util.Optional
import java.util.concurrent.CompletableFuture
import kotlin.time.Duration.Companion.minutes
import kotlinx.serialization.Serializable

@Serializable
private class Overdrawn(val by: Int) : BusinessFailure() {
    override val message
        get() = "overdrawn by $by"

    override val status
        get() = 422
}

/** Generated clients of a run that is in progress, ends, fails or does not exist. */
@OptIn(InternalEngineApi::class)
class ClientTest :
    FunSpec({
        for (mode in listOf(ServerMode.NORMAL, ServerMode.ALWAYS_REPLAY)) context("$mode") {
            val text = payload<String>()
            val decision = payload<ApprovalInput<Int>>()
            val desk = Desk { authorize { it.actor != "mallory" } }
            val runs = HashMap<String, WorkflowDefinition<String, String>>()
            val service = "Client$mode".filter { it.isLetter() }
            val served by lazy {
                ServedWorkflows.serve(
                    mode,
                    listOf(
                        stringService(service, desk = { desk }) { context, input ->
                            WorkflowRun(runs.getValue(context.key()), context.journal(service))
                                .run(input)
                        }
                    ),
                )
            }
            val connection by lazy {
                ClientConnection.open(ClientOptions.to(served.ingressUrl()), service)
            }
            afterSpec {
                connection.close()
                served.close()
            }

            fun run(key: String, workflow: WorkflowDefinition<String, String>): RunClient {
                runs[key] = workflow
                return connection.run(key)
            }

            fun <T> CompletableFuture<T>.now(): T = RunClient.await(this)

            val minute = Duration.ofMinutes(1)

            test("a client starts a run once, waits for it and peeks at its result") {
                val run = run("once", landlordWorkflow { "hi" })
                val first = run.submit(text, "x").now()
                first.isAlreadyStarted shouldBe false
                run.submit(text, "y").now() shouldBe Submission(first.invocationId, true)
                run.attach(text, minute).now() shouldBe "hi"
                run.run(text, "z", text, minute).now() shouldBe "hi"
                run.peek(text).now() shouldBe Optional.of("hi")
                run.status().now().phase shouldBe WorkflowPhase.COMPLETED
                run.cancel().now()
                run.status().now().phase shouldBe WorkflowPhase.COMPLETED
            }

            test("a wait ends at its timeout, and the run continues") {
                val run = run("slow", landlordWorkflow { awaitSignal(desk.resized) })
                run.submit(text, "x").now()
                run.peek(text).now() shouldBe Optional.empty()
                run.hasCompleted().now() shouldBe false
                shouldThrow<WaitTimeoutException> { run.attach(text, Duration.ofMillis(300)).now() }
                run.tell("resized", text, "large", Payloads.NOTHING).now()
                run.attach(text, minute).now() shouldBe "large"
                shouldThrow<RequestRefusedException> {
                        run.tell("resized", text, "small", Payloads.NOTHING).now()
                    }
                    .code shouldBe 410
            }

            test("an approval is decided once; later decisions get the first one") {
                val run =
                    run(
                        "decided",
                        landlordWorkflow {
                            "${awaitApproval(desk.finance.request("rent", "bob"))}"
                        },
                    )
                run.submit(text, "x").now()
                eventually(2.minutes) {
                    run.status().now().phase shouldBe WorkflowPhase.WAITING_FOR_APPROVAL
                }
                shouldThrow<RequestRefusedException> {
                        run.ask(
                                "approveFinance",
                                decision,
                                ApprovalInput("mallory", 1),
                                Payloads.DECIDED,
                            )
                            .now()
                    }
                    .code shouldBe 403
                val decided =
                    run.ask("approveFinance", decision, ApprovalInput("alice", 7), Payloads.DECIDED)
                        .now()
                decided.outcome shouldBe ApprovalOutcome.APPROVED
                run.ask("approveFinance", decision, ApprovalInput("alice", 7), Payloads.DECIDED)
                    .now() shouldBe decided
                val refused =
                    shouldThrow<AlreadyDecidedException> {
                        run.ask(
                                "rejectFinance",
                                Payloads.DECISION,
                                DecisionInput("carol"),
                                Payloads.DECIDED,
                            )
                            .now()
                    }
                refused.code shouldBe 409
                refused.first shouldBe decided
                run.attach(text, minute).now() shouldBe "7"
            }

            test("a query is empty until the run publishes it; a promise can be awaited") {
                val run =
                    run(
                        "told",
                        landlordWorkflow {
                            val go = awaitSignal(desk.resized)
                            desk.progress.publish("half")
                            desk.ready.complete("ready $go")
                            awaitSignal(desk.resized)
                        },
                    )
                run.submit(text, "x").now()
                eventually(2.minutes) {
                    run.query("progress", text).now() shouldBe Optional.empty()
                }
                val ready = run.await("ready", text, minute)
                shouldThrow<WaitTimeoutException> {
                    run.await("ready", text, Duration.ofMillis(300)).now()
                }
                run.tell("resized", text, "go", Payloads.NOTHING).now()
                ready.now() shouldBe "ready go"
                run.query("progress", text).now() shouldBe Optional.of("half")
                shouldThrow<RequestRefusedException> {
                        run.tell("completeReady", text, "again", Payloads.NOTHING).now()
                    }
                    .code shouldBe 409
                run.tell("resized", text, "end", Payloads.NOTHING).now()
            }

            test("a business failure arrives with its type and its values") {
                val run =
                    run(
                        "overdrawn",
                        landlordWorkflow {
                            compensate("give back") {}
                            fail(Overdrawn(7))
                        },
                    )
                val failure =
                    shouldThrow<RunFailedException> { run.run(text, "x", text, minute).now() }
                failure.shouldBeInstanceOf<RunFailedException>()
                failure.code shouldBe 422
                failure.getFailure(Overdrawn::class.java).get().by shouldBe 7
                failure.status.phase shouldBe WorkflowPhase.COMPENSATED
                failure.reason shouldBe "overdrawn by 7"
                failure.message shouldBe
                    "$service/overdrawn run: the run failed with 422: overdrawn by 7. Its undo " +
                        "action succeeded."
                shouldThrow<RunFailedException> { run.peek(text).now() }.code shouldBe 422
            }

            test("fault 6: a run that failed with 503 differs from a server that answers 503") {
                val run = run("full", landlordWorkflow { fail("no rooms", 503) })
                val failure =
                    shouldThrow<RunFailedException> { run.run(text, "x", text, minute).now() }
                failure.code shouldBe 503
                failure.reason shouldBe "no rooms"
                fun source(path: String): String {
                    val url = served.ingressUrl().resolve(path)
                    val answer =
                        HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding())
                    return answer.headers().firstValue("x-restate-error-source").orElse("none")
                }
                source("/restate/workflow/$service/full/attach") shouldBe "invocation"
                source("/restate/workflow/$service/full/output") shouldBe "invocation"
                source("/$service/nobody/status") shouldBe "invocation"
                source("/Nothing/x/run") shouldBe "ingress"
            }

            test("a cancelled run reports the cancellation and the undo actions that failed") {
                fun waiting(undo: () -> Unit) =
                    landlordWorkflow<String, String> {
                        compensate("give back", RetryPolicy(maxAttempts = 1)) { undo() }
                        awaitSignal(desk.resized)
                    }
                for ((key, undo) in mapOf("cancelled" to {}, "left" to { fail("no way back") })) {
                    val run = run(key, waiting(undo))
                    run.submit(text, "x").now()
                    run.cancel().now()
                    val failure = shouldThrow<RunFailedException> { run.attach(text, minute).now() }
                    if (key == "cancelled") failure.shouldBeInstanceOf<RunCancelledException>()
                    else {
                        failure.shouldBeInstanceOf<RunPartiallyCompensatedException>()
                        failure.left.map { it.name to it.reason } shouldContainExactly
                            listOf("give back" to "no way back")
                        failure.message shouldBe
                            "$service/left attach: the run was cancelled. Not undone, because its " +
                                "undo action failed: \"give back\" (no way back). 0 of 1 undo " +
                                "action succeeded."
                    }
                }
            }

            test("a missing run and a missing workflow are reported differently") {
                val run = connection.run("nobody")
                for (asked in
                    listOf(
                        run.attach(text, minute),
                        run.peek(text),
                        run.status(),
                        run.cancel(),
                        run.query("progress", text),
                        run.tell("resized", text, "x", Payloads.NOTHING),
                    )) {
                    shouldThrow<RunNotFoundException> { asked.now() }
                        .message
                        .orEmpty() shouldContain "$service/nobody: expected the key of a run"
                }
                val options = ClientOptions.to(served.ingressUrl()).service("Nothing")
                ClientConnection.open(options, service).use { other ->
                    shouldThrow<ServiceNotFoundException> {
                            other.run("x").submit(text, "x").now()
                        }
                        .message
                        .orEmpty() shouldContain "Check that Nothing is served and registered"
                    shouldThrow<ServiceNotFoundException> {
                        other.run("x").attach(text, minute).now()
                    }
                    shouldThrow<ServiceNotFoundException> { other.run("x").peek(text).now() }
                }
            }
        }
    })
