@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.engine

import dev.landlord.workflow.Advice
import dev.landlord.workflow.Awakeable as TypedAwakeable
import dev.landlord.workflow.ResultType
import dev.landlord.workflow.fail
import java.net.HttpURLConnection.HTTP_BAD_REQUEST

/**
 * The same for a body, which waits for values of that type. Anybody can send another one, which
 * must not hold up the run.
 */
internal fun <T> Awakeable.typed(type: ResultType<T>): TypedAwakeable<T> =
    TypedAwakeable(id) {
        val value = perform(AwaitFirst(listOf(pending))).result.getOrThrow()
        try {
            type.read(value)
        } catch (failure: IllegalArgumentException) {
            val found = value.toByteArray().decodeToString()
            fail(Advice.unreadableCallback(type.name, found, failure), HTTP_BAD_REQUEST)
        }
    }
