package dev.landlord.workflow.engine

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.compensate
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.runWorkflowTest
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import kotlin.concurrent.thread
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds

/** What a body can get wrong is told with an id, what was expected, and what to do. */
class GuardRailTest :
    FunSpec({
        fun told(workflow: WorkflowDefinition<String, String>): String =
            shouldThrow<Exception> { runWorkflowTest(workflow) { start("x") } }.message.orEmpty()

        test("a step's result that cannot be written") {
            told(landlordWorkflow { step("fetch") { Any() }.toString() }) shouldBe
                "[LW108] step(\"fetch\"): expected a type that kotlinx.serialization can write, because " +
                    "it is kept in the journal; found: Serializer for class 'kotlin.Any' is not found. " +
                    "Annotate the type with @Serializable, and apply the compiler plugin " +
                    "kotlinx-serialization."
        }

        test("an input that cannot be written") {
            shouldThrow<IllegalArgumentException> {
                    runWorkflowTest(landlordWorkflow<Thread, String> { "done" }) {
                        start(Thread.currentThread())
                    }
                }
                .message
                .orEmpty() shouldStartWith "[LW108] java.lang.Thread: expected a type that kotlinx"
        }

        for (timeout in listOf(Duration.ZERO, (-1).milliseconds, 2.hours, Duration.INFINITE)) {
            test("a timeout of $timeout") {
                told(landlordWorkflow { step("fetch", timeout = timeout) { "" } }) shouldStartWith
                    "[LW109] step(\"fetch\", timeout = $timeout): expected a positive duration of at " +
                        "most 1h"
                told(
                    landlordWorkflow { compensate("undo", timeout = timeout) {}.let { "" } }
                ) shouldStartWith
                    "[LW109] compensate(\"undo\", timeout = $timeout): expected a positive duration"
            }
        }

        test("a size that nothing fits into") {
            shouldThrow<IllegalArgumentException> {
                    landlordWorkflow<String, String>(maxResultSize = 0) { "" }
                }
                .message shouldBe
                "[LW112] landlordWorkflow(maxResultSize = 0): expected 1 or more bytes; leave it out for 1 MiB."
        }

        test("a scope that is used after its run has ended, or from another thread") {
            lateinit var leaked: WorkflowScope
            runWorkflowTest(landlordWorkflow<String, String> { "end".also { leaked = this } }) {
                start("x")
            }
            shouldThrow<IllegalStateException> { leaked.random }.message.orEmpty() shouldStartWith
                "[LW105] random was used while its body was not running"
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
            failure?.message.orEmpty() shouldStartWith "[LW105] random was used"
        }
    })
