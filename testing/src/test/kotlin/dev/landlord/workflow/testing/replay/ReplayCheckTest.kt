package dev.landlord.workflow.testing.replay

import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.ReplayOptions
import dev.landlord.workflow.testing.checkReplayDeterminism
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.string.shouldContain

class ReplayCheckTest :
    FunSpec({
        test("a difference that does not recur is reported with source lines") {
            // A clock that advances once, between the 13th run and its first replay. Each run
            // creates
            // five definitions, and only the first ten runs are recorded with source lines.
            var created = 0
            var hour = 9
            val failure =
                shouldThrow<AssertionError> {
                    checkReplayDeterminism(listOf("input"), ReplayOptions(iterations = 20)) {
                        created++
                        if (created == 5 * 12 + 3) hour++
                        landlordWorkflow<String, String> { step("at $hour o'clock") { "done" } }
                    }
                }
            val message = failure.message.orEmpty()
            message shouldContain
                Regex("""recorded  step "at 9 o'clock" at ReplayCheckTest.kt:\d+""")
            message shouldContain
                Regex("""replayed  step "at 10 o'clock" at ReplayCheckTest.kt:\d+""")
        }
    })
