@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.java

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.blocking.definitionOf
import dev.landlord.workflow.carrier.Carriers
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.java.MisuseBodies.KeptVerbs
import dev.landlord.workflow.java.MisuseBodies.NullArgument
import dev.landlord.workflow.java.MisuseBodies.RandomInStep
import dev.landlord.workflow.java.MisuseBodies.UnderMonitor
import dev.landlord.workflow.java.MisuseBodies.VerbInUndo
import dev.landlord.workflow.java.MisuseBodies.VerbOnAnotherThread
import dev.landlord.workflow.testing.ReplayOptions
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.memory.InMemoryRun
import dev.landlord.workflow.testing.memory.inMemoryRun
import dev.landlord.workflow.testing.runWorkflowTest
import dev.landlord.workflow.testing.story.StorySimulation
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import java.time.Instant

/** A verb that a body in Java uses as it must not fails with a message that says what to do. */
class JavaMisuseTest :
    FunSpec({
        for (carriers in Carriers.available()) {
            val name = carriers.propertyValue()

            for ((verb, expected) in
                listOf(
                    "step" to "step(…): expected a value for `name`",
                    "sleep" to "sleep(…): expected a value for `duration`",
                    "compensate" to "compensate(…): expected a value for `block`",
                    "branch" to "sleep(…): expected a value for `duration`",
                    "withTimeout" to "withTimeout(…): expected a value for `block`",
                )) {
                test("null for $verb is named, on a $name") {
                    val failure =
                        shouldThrow<IllegalArgumentException> {
                            run(definitionOf(NullArgument(), carriers), verb)
                        }
                    failure.message shouldBe "[LW188] $expected, found null. Pass a value."
                }
            }

            test("the block of a step cannot draw from the generator of the body, on a $name") {
                val failure =
                    shouldThrow<AssertionError> {
                        checkReplayDeterminism(listOf("x"), ReplayOptions(iterations = 3)) {
                            definitionOf(RandomInStep(), carriers)
                        }
                    }
                failure.message.orEmpty() shouldStartWith
                    "[LW194] the workflow: expected no failure that is an error"
                failure.message.orEmpty() shouldContain "[LW105] random"
            }

            test("a story that does not expect an error of the library fails, on a $name") {
                val failure =
                    shouldThrow<AssertionError> {
                        runWorkflowTest(definitionOf(RandomInStep(), carriers)) { start("x") }
                    }
                failure.message.orEmpty() shouldStartWith "[LW194] the workflow"
                failure.message.orEmpty() shouldContain "[LW105] random"
            }

            test("a wrapped error of the library is reported instead of its wrapper, on a $name") {
                val story =
                    shouldThrow<AssertionError> {
                        runWorkflowTest(definitionOf(VerbOnAnotherThread(), carriers)) {
                            start("x")
                        }
                    }
                story.message.orEmpty() shouldStartWith "[LW105] uuid()"
                val check =
                    shouldThrow<AssertionError> {
                        checkReplayDeterminism(listOf("x"), ReplayOptions(iterations = 3)) {
                            definitionOf(VerbOnAnotherThread(), carriers)
                        }
                    }
                check.message.orEmpty() shouldStartWith "[LW105] uuid()"
            }

            test("an undo that can never succeed is reported with its error, on a $name") {
                val failure =
                    shouldThrow<IllegalStateException> {
                        runWorkflowTest(definitionOf(VerbInUndo(), carriers)) { start("x") }
                    }
                failure.message.orEmpty() shouldStartWith
                    "[LW194] the workflow: expected no failure that is an error of this library"
                failure.message.orEmpty() shouldContain "[LW105] sleep("
            }

            test("the verbs of another run are refused, on a $name") {
                val body = KeptVerbs()
                run(definitionOf(body, carriers), "first").result shouldBe "first"
                val failure =
                    shouldThrow<IllegalStateException> {
                        run(definitionOf(body, carriers), "second")
                    }
                failure.message.orEmpty() shouldStartWith "[LW105] step(\"step\")"
            }

            // The JVM does not show the monitors of a virtual thread.
            if (carriers != Carriers.VIRTUAL_THREAD) {
                test("a verb under a monitor fails the attempt, even if caught, on a $name") {
                    repeat(2) {
                        val failure =
                            shouldThrow<IllegalStateException> {
                                run(definitionOf(UnderMonitor(), carriers), "x")
                            }
                        failure.message.orEmpty() shouldStartWith "[LW185] a verb of the workflow"
                    }
                }

                test("the replay check reports a monitor, and no difference, on a $name") {
                    val failure =
                        shouldThrow<AssertionError> {
                            checkReplayDeterminism(listOf("x"), ReplayOptions(iterations = 3)) {
                                definitionOf(UnderMonitor(), carriers)
                            }
                        }
                    failure.message.orEmpty() shouldStartWith "[LW185] a verb of the workflow"
                }
            }
        }
    })

private suspend fun <O> run(
    workflow: WorkflowDefinition<String, O>,
    input: String,
): InMemoryRun<O> {
    val simulation = StorySimulation().apply { until = Instant.MAX }
    return inMemoryRun(workflow, input, simulation).also { it.proceed() }
}
