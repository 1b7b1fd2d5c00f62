package dev.landlord.workflow.testing.replay

import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.compiler.shouldSay
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.ReplayOptions
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.uuid
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.util.UUID
import kotlin.io.path.Path

class HiddenUuidTest :
    FunSpec({
        test("a UUID hidden three calls deep is found, with its step and its line") {
            MESSAGE shouldSay
                shouldThrow<AssertionError> {
                        checkReplayDeterminism(listOf("ada"), ReplayOptions(seed = 7)) {
                            landlordWorkflow<String, String> {
                                val account = onboard(it)
                                account
                            }
                        }
                    }
                    .message
                    .orEmpty()
                    .replace(UUIDS, "<uuid>")
                    .lines()
        }

        test("the test in the message repeats the failure") {
            shouldThrow<AssertionError> {
                    checkReplayDeterminism(listOf("ada"), ReplayOptions(Schedule())) {
                        landlordWorkflow<String, String> { onboard(it) }
                    }
                }
                .message
                .orEmpty()
                .lineSequence()
                .first() shouldBe MESSAGE.toFile().readText().lineSequence().first()
        }

        test("with uuid() in its place nothing is found") {
            checkReplayDeterminism(listOf("ada", "bob")) {
                landlordWorkflow<String, String> { name ->
                    val account = step("open $name ${uuid()}") { name }
                    "$account!"
                }
            }
        }
    })

private suspend fun WorkflowScope.onboard(name: String): String {
    step("validate") { name }
    val account = openAccount(name)
    return "$account!"
}

private suspend fun WorkflowScope.openAccount(name: String): String {
    val account = step("open ${accountNumber(name)}") { name }
    return account.trim()
}

private fun accountNumber(name: String) = "$name ${UUID.randomUUID()}"

private val MESSAGE = Path("src/test/resources/replay/hidden-uuid.txt")

private val UUIDS = Regex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
