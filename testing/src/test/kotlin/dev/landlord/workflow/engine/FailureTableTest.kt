package dev.landlord.workflow.engine

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.ApprovalRejected
import dev.landlord.workflow.ApprovalTimedOut
import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.compensate
import dev.landlord.workflow.contract.Desk
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.serve.WorkflowServer
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.http.patch
import dev.landlord.workflow.testing.http.post
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.io.path.Path
import kotlin.io.path.readLines
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes

/** Each row of the guide's table of failures, on the real server; its text is the test's name. */
class FailureTableTest :
    FunSpec({
        val server by lazy { RestateServer.start() }
        afterSpec { server.close() }
        val quick = RetryPolicy(5.milliseconds, maxAttempts = 3)
        val rows = ArrayList<String>()

        fun serve(
            name: String,
            workflow: WorkflowDefinition<String, String>,
            port: Int = 0,
        ): WorkflowServer =
            serve(port) {
                bind(stringService(name, workflow))
            }
        fun call(service: String, send: String = "") =
            post(server.ingressUrl().resolve("/$service/key/run$send"), "\"x\"")
        fun invocation(service: String) =
            server
                .admin()
                .query(
                    "select id, status from sys_invocation where target_service_name = '$service'"
                )
                .single()

        /** Serves a workflow with an undo action and [body] until its run has ended. */
        fun run(
            service: String,
            body: suspend WorkflowScope.(attempts: AtomicInteger) -> String,
        ): Ended {
            val attempts = AtomicInteger()
            val undone = AtomicInteger()
            val workflow =
                landlordWorkflow<String, String>(stepRetry = quick) {
                    compensate("undo") { undone.incrementAndGet() }
                    body(attempts)
                }
            val answer =
                serve(service, workflow).use {
                    server.admin().register(it.uri())
                    call(service)
                }
            return Ended(answer.first, attempts.get(), undone.get(), answer.second)
        }

        fun row(words: String, test: suspend () -> Unit) {
            rows += words
            test(words) { test() }
        }

        row("a step's block throws") {
            val ended =
                run("Throws") { attempts ->
                    step("work") {
                        attempts.incrementAndGet()
                        error("no")
                    }
                }
            ended shouldBe Ended(code = 500, attempts = 3, undone = 1, ended.answer)
        }

        row("a step's block calls `fail(…)`") {
            val ended =
                run("Fails") { attempts ->
                    step("work") {
                        attempts.incrementAndGet()
                        fail("no", 418)
                    }
                }
            ended shouldBe Ended(code = 418, attempts = 1, undone = 1, ended.answer)
        }

        row("the body calls `fail(…)`") {
            val ended =
                run("BodyFails") { bodies ->
                    bodies.incrementAndGet()
                    fail("no", 418)
                }
            ended shouldBe Ended(code = 418, attempts = 1, undone = 1, ended.answer)
        }

        row("an approval is rejected or times out") {
            val late = Desk(within = 1.milliseconds)
            run("TimedOut") { "${awaitApproval(late.finance)}" }
                .let {
                    it shouldBe it.copy(code = 409, undone = 1)
                    BusinessFailure.from(it.answer) shouldBe ApprovalTimedOut("finance")
                }
            val desk = Desk()
            val reject = server.ingressUrl().resolve("/Rejected/key/rejectFinance")
            run("Rejected") {
                    val value =
                        awaitApproval(desk.finance) { post(reject, """{"actor":"alice"}""") }
                    "$value"
                }
                .let {
                    it shouldBe it.copy(code = 409, undone = 1)
                    BusinessFailure.from(it.answer) shouldBe ApprovalRejected("finance", "alice")
                }
        }

        row("the body throws anything but a terminal failure") {
            val ended =
                run("BodyThrows") { bodies ->
                    step("work") {}
                    check(bodies.incrementAndGet() >= 3) { "a bug" }
                    "mended"
                }
            ended shouldBe Ended(code = 200, attempts = 3, undone = 0, answer = "\"mended\"")
        }

        row("the run is cancelled") {
            val effects = CopyOnWriteArrayList<String>()
            val entered = CountDownLatch(1)
            serve(
                    "Cancelled",
                    landlordWorkflow {
                        step("take three seconds") {
                            entered.countDown()
                            // Longer than the cancellation takes to arrive: the step is in flight.
                            Thread.sleep(3_000)
                            effects += "made"
                        }
                        compensate("take back") { effects += "taken back" }
                        step("never") { effects += "never" }
                        "unreachable"
                    },
                )
                .use {
                    server.admin().register(it.uri())
                    call("Cancelled", "/send")
                    entered.await()
                    server.admin().cancel(invocation("Cancelled")["id"].asText())
                    eventually(2.minutes) {
                        invocation("Cancelled")["status"].asText() shouldBe "completed"
                    }
                }
            effects shouldContainExactly listOf("made", "taken back")
        }

        row("the run is **killed** from the admin API") {
            val undone = AtomicInteger()
            val attempts = AtomicInteger()
            serve(
                    "Killed",
                    landlordWorkflow(stepRetry = RetryPolicy.FOREVER) {
                        compensate("undo") { undone.incrementAndGet() }
                        step("work") {
                            attempts.incrementAndGet()
                            error("no")
                        }
                    },
                )
                .use {
                    server.admin().register(it.uri())
                    call("Killed", "/send")
                    eventually(2.minutes) { attempts.get() shouldBeGreaterThan 0 }
                    val id = invocation("Killed")["id"].asText()
                    patch(server.adminUrl().resolve("/invocations/$id/kill"))
                    eventually(2.minutes) {
                        invocation("Killed")["status"].asText() shouldBe "completed"
                    }
                }
            undone.get() shouldBe 0
        }

        row("the process or the server crashes") {
            val attempts = AtomicInteger()
            val undone = AtomicInteger()
            val gate = CountDownLatch(1)
            val inFlight = CountDownLatch(1)
            val workflow =
                landlordWorkflow<String, String>(stepRetry = quick) {
                    compensate("undo") { undone.incrementAndGet() }
                    step("before") { attempts.incrementAndGet() }
                    step("in flight") {
                        inFlight.countDown()
                        gate.await()
                    }
                    step("after") { "went on" }
                }
            val first = serve("Crashes", workflow)
            server.admin().register(first.uri())
            call("Crashes", "/send")
            // The body is there only when the server has stored the result of the step before.
            inFlight.await(2, TimeUnit.MINUTES) shouldBe true
            server.kill()
            first.close()
            server.restart()
            serve("Crashes", workflow, first.port()).use {
                gate.countDown()
                eventually(2.minutes) {
                    invocation("Crashes")["status"].asText() shouldBe "completed"
                }
            }
            attempts.get() shouldBe 1
            undone.get() shouldBe 0
        }

        test("the guide's table has exactly these rows") {
            Path("../docs/failures.md")
                .readLines()
                .dropWhile { !it.startsWith("| what happens") }
                .drop(2)
                .takeWhile { it.startsWith("|") }
                .map { it.split('|')[1].trim() } shouldContainExactly rows
        }
    })

/** The outcome of a run for its caller, and the number of executions of each block. */
private data class Ended(val code: Int, val attempts: Int, val undone: Int, val answer: String)
