package dev.landlord.workflow.approval

import dev.landlord.workflow.Approved
import dev.landlord.workflow.Decision
import dev.landlord.workflow.DecisionKeys
import dev.landlord.workflow.Rejected
import dev.landlord.workflow.TimedOut
import dev.landlord.workflow.awaitDecision
import dev.landlord.workflow.contract.Desk
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.restate.run
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.step
import java.nio.file.StandardOpenOption.APPEND
import java.nio.file.StandardOpenOption.CREATE
import kotlin.io.path.Path
import kotlin.io.path.div
import kotlin.io.path.writeLines
import kotlin.io.path.writeText

const val ACTORS = 200

/**
 * Serves a workflow that requests one decision, in a separate process that a test kills:
 * `<folder> <port>`. A run leaves its awakeable id and a token for each actor in `<key>.asked`, and
 * the decision that it acted on in `<key>.acted`.
 */
fun main(arguments: Array<String>) {
    val (folder, port) = arguments
    val desk = Desk {
        tokens(DecisionKeys.of("k:bmV3IG5ldyBuZXcgbmV3IG5ldyBuZXcgbmV3IG5ldyE="))
    }
    val racing =
        landlordWorkflow<String, String> {
            val key = workflowId
            val decision =
                awaitDecision(desk.finance) { pending ->
                    val tokens = List(ACTORS) { pending.token("actor-$it") }
                    // Move the file atomically, because the test looks for it.
                    val written = Path(folder) / "$key.writing"
                    written.writeLines(listOf(pending.id) + tokens)
                    written.toFile().renameTo((Path(folder) / "$key.asked").toFile())
                }
            val text = decision.text()
            step("act") {
                (Path(folder) / "$key.acted").writeText(
                    "$text\n",
                    options = arrayOf(CREATE, APPEND),
                )
            }
            text
        }
    serve(port.toInt()) {
        bind(
            stringService("Racing", racing, { desk }) { context, input ->
                racing.run(context, input)
            }
        )
    }
}

private fun Decision<Int>.text() =
    when (this) {
        is Approved -> "$actor approved $value"
        is Rejected -> "$actor rejected"
        is TimedOut -> "timed out"
    }
