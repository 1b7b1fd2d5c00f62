@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.engine

import dev.landlord.workflow.Awakeable as TypedAwakeable
import dev.landlord.workflow.ResultType

/** The same for a body, which waits for values of that type. */
internal fun <T> Awakeable.typed(type: ResultType<T>): TypedAwakeable<T> =
    TypedAwakeable(id) {
        val value = perform(AwaitFirst(listOf(pending))).result.getOrThrow()
        type.read("awakeable", value, "awakeable $id")
    }
