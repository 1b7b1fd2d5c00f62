package dev.landlord.samples.landlord.blueprint

import dev.landlord.workflow.Signal
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.fail
import kotlinx.serialization.json.JsonElement

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
        }
            ?: fail(
                "nothing called back for step \"$name\" within ${limit?.let(DurationText::of)}",
                code = 504,
            )
    if (callback.status == Callback.Status.FAILED) {
        val why = listOfNotNull(callback.errorCode, callback.errorMessage).joinToString(": ")
        fail("the callback for step \"$name\" says that it failed: $why", code = 502)
    }
    return callback.output
}
