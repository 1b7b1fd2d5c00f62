package dev.landlord.workflow.engine

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.approval
import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.compensate
import dev.landlord.workflow.contract.Desk
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.query
import dev.landlord.workflow.remindEvery
import dev.landlord.workflow.restate.WorkflowService
import dev.landlord.workflow.restate.run
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.signal
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.http.post
import dev.landlord.workflow.testing.runWorkflowTest
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import kotlin.concurrent.thread
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes

/** An error in a body is reported with an id, the expected value and a remedy. */
class GuardRailTest :
    FunSpec({
        fun messageOf(workflow: WorkflowDefinition<String, String>): String =
            shouldThrow<Exception> { runWorkflowTest(workflow) { start("x") } }.message.orEmpty()

        test("a step's result that cannot be written") {
            messageOf(landlordWorkflow { step("fetch") { Any() }.toString() }) shouldBe
                "[LW108] step(\"fetch\"): expected a type that can be written as JSON and read " +
                    "back, because the journal keeps its values, found kotlin.Any. Use a class " +
                    "of your own, or a type such as String, List<String> or Instant."
        }

        test("an input that cannot be written") {
            shouldThrow<IllegalArgumentException> {
                    runWorkflowTest(landlordWorkflow<Thread, String> { "done" }) {
                        start(Thread.currentThread())
                    }
                }
                .message
                .orEmpty() shouldStartWith "[LW108] java.lang.Thread: expected a type that can be"
        }

        for (timeout in listOf(Duration.ZERO, (-1).milliseconds, 2.hours, Duration.INFINITE)) {
            test("a timeout of $timeout") {
                messageOf(
                    landlordWorkflow { step("fetch", timeout = timeout) { "" } }
                ) shouldStartWith
                    "[LW109] step(\"fetch\", timeout = $timeout): expected a positive duration of at " +
                        "most 1h"
                messageOf(
                    landlordWorkflow { compensate("undo", timeout = timeout) {}.let { "" } }
                ) shouldStartWith
                    "[LW109] compensate(\"undo\", timeout = $timeout): expected a positive duration"
            }
        }

        test("an approval, a signal or a query that is not a property of a class") {
            val failures =
                listOf(
                    @Suppress("UNUSED_VARIABLE")
                    shouldThrow<IllegalStateException> {
                        val finance by approval<Int>()
                    },
                    shouldThrow<IllegalStateException> {
                        val finance by signal<Int>()
                    },
                    shouldThrow<IllegalStateException> {
                        val finance by query<Int>()
                    },
                )
            failures
                .map { it.message.orEmpty() }
                .zip(listOf("approval", "signal", "query"))
                .forEach { (message, kind) ->
                    message shouldStartWith
                        "[LW115] val finance by $kind(): expected a property of the class that has the " +
                            "workflow, found a property outside a class, for which no handler is " +
                            "generated. Move it into the class."
                }
        }

        test("an approval or a signal of another class, which has no handler") {
            val other = Desk()
            val definition = landlordWorkflow<String, String> { "${awaitApproval(other.finance)}" }
            val service =
                object : WorkflowService {
                    override fun name() = "Foreign"

                    override fun definition() = definition
                }
            RestateServer.start().use { server ->
                serve(port = 0) {
                        bind(
                            stringService("Foreign", definition) { context, input ->
                                definition.run(context, input, service)
                            }
                        )
                    }
                    .use {
                        server.admin().register(server.serviceUrl(it.port()))
                        post(server.ingressUrl().resolve("/Foreign/a/run/send"), "\"x\"")
                            .first shouldBe 202
                        eventually(2.minutes) {
                            server
                                .admin()
                                .query("select last_failure from sys_invocation")
                                .single()["last_failure"]
                                .asText() shouldContain
                                "[LW115] approval \"finance\": expected a property of the class whose workflow " +
                                    "uses it, found "
                        }
                    }
            }
        }

        test("two branches that wait for the same approval") {
            val desk = Desk()
            messageOf(
                landlordWorkflow {
                    parallel({ awaitApproval(desk.finance) }, { awaitApproval(desk.finance) })
                    ""
                }
            ) shouldStartWith
                "[LW117] awaitApproval(finance): expected no other branch to wait for the same " +
                    "approval, because a decision does not name a branch, found one that does. " +
                    "Declare one approval for each branch."
        }

        test("a deadline and a reminder without time left") {
            for (within in listOf(Duration.ZERO, (-1).milliseconds, TOO_LONG, Duration.INFINITE)) {
                shouldThrow<IllegalArgumentException> { Desk(within) }
                    .message
                    .orEmpty() shouldStartWith
                    "[LW116] an approval, within = $within: expected a positive duration of at most " +
                        "36500 days. Leave it out for an approval that never times out."
            }
            for (every in listOf(1.milliseconds, TOO_LONG)) {
                shouldThrow<IllegalArgumentException> { remindEvery(every) {} }
                    .message
                    .orEmpty() shouldStartWith
                    "[LW116] remindEvery($every): expected 1 second to 36500 days. Leave the " +
                        "reminder out if none is needed."
            }
        }

        test("a size limit of 0") {
            shouldThrow<IllegalArgumentException> {
                    landlordWorkflow<String, String>(maxResultSize = 0) { "" }
                }
                .message shouldBe
                "[LW112] maxResultSize = 0: expected 1 to 32505856 bytes. " +
                    "Leave it out for 1 MiB."
        }

        test("a scope that is used after its run has ended, or from another thread (E4)") {
            lateinit var leaked: WorkflowScope
            runWorkflowTest(landlordWorkflow<String, String> { "end".also { leaked = this } }) {
                start("x")
            }
            shouldThrow<IllegalStateException> { leaked.random }.message.orEmpty() shouldStartWith
                "[LW105] random: expected a call from the body while it runs, found a call " +
                    "from the block of a step, from another thread, or after the run's end. Call it " +
                    "in the body, and use its result in the block of the step; for work at the same " +
                    "time use parallel or forEachParallel instead of threads and parallel streams."
            var failure: Throwable? = null
            val careless =
                landlordWorkflow<String, String> {
                    val scope = this
                    step("meanwhile") {
                        thread { failure = runCatching { scope.random }.exceptionOrNull() }.join()
                        "done"
                    }
                }
            runWorkflowTest(careless) { start("x") }
            failure?.message.orEmpty() shouldStartWith
                "[LW105] random: expected a call from the body while it runs, found "
        }
    })

private val TOO_LONG = 36_500.days + 1.milliseconds
