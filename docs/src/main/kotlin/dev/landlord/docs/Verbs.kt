package dev.landlord.docs

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.compensate
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.now
import dev.landlord.workflow.parallel
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.restate.sdk.common.TerminalException
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

// region: top-level
@LandlordWorkflow("Memory")
val reminder =
    landlordWorkflow<String, String> { text ->
        log.info { "reminding of $text" }
        sleep(100.milliseconds) // or 30.days
        "$text, at ${now()}"
    }

// endregion

@LandlordWorkflow
class RestockShop(private val shop: Shop) {
    // region: retry
    val workflow =
        landlordWorkflow<List<String>, String>(
            stepRetry = RetryPolicy(initialDelay = 100.milliseconds, maxAttempts = 5)
        ) { items ->
            val audited = step("audit", retry = RetryPolicy.NONE) { items.size }
            // endregion

            // region: parallel
            val (first, rest) =
                parallel(
                    { step("reserve first") { shop.reserve(Order(items.first())) } },
                    { reserveAll(items.drop(1)) },
                )
            // endregion

            // region: undo-policy
            compensate("return goods", retry = RetryPolicy(maxAttempts = 10)) {
                shop.release(first)
            }
            // endregion

            // region: catch
            val parcel =
                try {
                    step("send by air") { fail("no flights", code = 503) }
                } catch (failure: TerminalException) {
                    step("send by sea") { shop.send(Order(first, audited)) }
                }
            // endregion
            "$parcel ${rest.size}"
        }

    // region: extracted
    private suspend fun WorkflowScope.reserveAll(items: List<String>): List<String> =
        items.map { item ->
            step("reserve") { shop.reserve(Order(item)) }
        }
    // endregion
}

internal val patiently =
    // region: policy
    RetryPolicy(
        initialDelay = 1.seconds, // before the second attempt
        factor = 2.0, // then 2 s, 4 s, …
        maxDelay = 30.seconds,
        maxAttempts = 8, // the first included
    )
// endregion
