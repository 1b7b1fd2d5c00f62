package dev.landlord.workflow.signal

import dev.landlord.workflow.Awakeable
import dev.landlord.workflow.PayloadErrors
import dev.landlord.workflow.ResultType
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.engine.Await
import dev.landlord.workflow.engine.CreateAwakeable
import dev.landlord.workflow.engine.Settled
import dev.landlord.workflow.fail
import java.net.HttpURLConnection.HTTP_BAD_REQUEST

/** A new awakeable with values of [type]. */
internal suspend fun <T> WorkflowScope.createAwakeable(type: ResultType<T>): Awakeable<T> {
    val awakeable = perform(CreateAwakeable)
    return Awakeable(awakeable.id) { perform(Await(listOf(awakeable.value)) { it.value(type) }) }
}

/** Fails terminally for a value of another type, because a retry would read the same value. */
private fun <T> Settled.value(type: ResultType<T>): T {
    val json = outcome.getOrThrow()
    return try {
        type.readFromCaller(json)
    } catch (failure: IllegalArgumentException) {
        val found = json.toByteArray().decodeToString()
        fail(PayloadErrors.unreadableCallback(type.name, found, failure), HTTP_BAD_REQUEST)
    }
}
