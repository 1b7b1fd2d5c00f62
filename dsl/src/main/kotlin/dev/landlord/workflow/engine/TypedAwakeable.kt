@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.engine

import dev.landlord.workflow.Advice
import dev.landlord.workflow.Awakeable as TypedAwakeable
import dev.landlord.workflow.ResultType
import dev.landlord.workflow.fail
import java.net.HttpURLConnection.HTTP_BAD_REQUEST

/**
 * The awakeable as a body sees it, with values of [type]. A caller can send a value of another
 * type, which must not hold up the run.
 */
internal fun <T> Awakeable.typed(type: ResultType<T>): TypedAwakeable<T> =
    TypedAwakeable(id) {
        val value = perform(AwaitFirst(listOf(pending))).result.getOrThrow()
        try {
            type.readFromCaller(value)
        } catch (failure: IllegalArgumentException) {
            val found = value.toByteArray().decodeToString()
            fail(Advice.unreadableCallback(type.name, found, failure), HTTP_BAD_REQUEST)
        }
    }
