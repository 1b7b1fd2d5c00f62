package dev.landlord.samples.landlord.blueprint

import dev.landlord.workflow.Approval
import dev.landlord.workflow.ApprovalRejected
import dev.landlord.workflow.ApprovalTimedOut
import dev.landlord.workflow.Approved
import dev.landlord.workflow.Rejected
import dev.landlord.workflow.Signal
import dev.landlord.workflow.TimedOut
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.awaitDecision
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.fail
import dev.landlord.workflow.withTimeoutOrNull
import java.time.Duration
import kotlin.time.toKotlinDuration
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Waits for people; the result says who approved, and why. */
internal suspend fun WorkflowScope.awaitGate(
    gate: Approval<Unit>,
    step: BlueprintStep.Approval,
): JsonElement {
    val subject = listOfNotNull(step.name(), step.approval().subject()).joinToString(": ")
    val decision = within(step.approval().within()) { awaitDecision(gate, subject) }
    return when (decision) {
        is Approved ->
            buildJsonObject {
                put("approved_by", decision.actor)
                decision.reason?.let { put("reason", it) }
            }
        is Rejected -> fail(ApprovalRejected(step.name(), decision.actor, decision.reason))
        is TimedOut,
        null -> fail(ApprovalTimedOut(step.name()))
    }
}

/** What has called back, in any order. */
internal class Callbacks(val signal: Signal<Callback>) {
    private val arrived = HashMap<String, Callback>()

    fun of(step: String): Callback? = arrived[step]

    /** The first for a step counts. */
    fun put(callback: Callback) {
        arrived.putIfAbsent(callback.step, callback)
    }
}

/** Waits until something calls back for [step]; its output is the result. */
internal suspend fun WorkflowScope.awaitCallback(
    callbacks: Callbacks,
    step: BlueprintStep.Callback,
): JsonElement {
    val name = step.name()
    val limit = step.callback().within()
    val callback =
        within(limit) {
            while (callbacks.of(name) == null) callbacks.put(awaitSignal(callbacks.signal))
            callbacks.of(name)
        } ?: fail("nothing called back for step \"$name\" within ${limit.text()}", code = 504)
    if (callback.status == Callback.Status.FAILED) {
        val why = listOfNotNull(callback.errorCode, callback.errorMessage).joinToString(": ")
        fail("the callback for step \"$name\" says that it failed: $why", code = 502)
    }
    return callback.output
}

private fun Duration?.text() = this?.let(DurationText::of)

private suspend fun <T> WorkflowScope.within(
    limit: Duration?,
    block: suspend WorkflowScope.() -> T,
): T? = if (limit == null) block() else withTimeoutOrNull(limit.toKotlinDuration(), block)
