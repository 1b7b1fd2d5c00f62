package dev.landlord.server.blueprint

import dev.landlord.workflow.Signal
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.fail
import kotlinx.serialization.json.JsonElement

/** The callbacks that have arrived, in any order. */
internal class Callbacks(val signal: Signal<Callback>) {
    private val arrived = HashMap<String, Callback>()

    fun of(step: String): Callback? = arrived[step]

    /** Stores the first callback for a step, and ignores later ones. */
    fun put(callback: Callback) {
        arrived.putIfAbsent(callback.step, callback)
    }
}

/** Waits for the callback for [step] and returns its output. */
internal suspend fun WorkflowScope.awaitCallback(
    callbacks: Callbacks,
    step: BlueprintStep.Callback,
): JsonElement {
    val name = step.name()
    val limit = step.callback().within()
    val callback =
        withOptionalTimeout(limit) {
            while (callbacks.of(name) == null) callbacks.put(awaitSignal(callbacks.signal))
            callbacks.of(name)
        }
            ?: fail(
                "no callback arrived for step \"$name\" within ${limit?.let(DurationText::of)}",
                code = 504,
            )
    if (callback.status == Callback.Status.FAILED) {
        val reason = listOfNotNull(callback.errorCode, callback.errorMessage).joinToString(": ")
        fail("the callback for step \"$name\" reported a failure: $reason", code = 502)
    }
    return callback.output
}
