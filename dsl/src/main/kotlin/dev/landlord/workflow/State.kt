package dev.landlord.workflow

import kotlin.reflect.typeOf
import kotlinx.serialization.serializer

/**
 * A value that a run keeps in Restate under the name of the property, where operators see it
 * (`select * from state`, the UI). A property of the workflow's class, made by [state]. The body
 * sets and reads it; to let callers read it, declare a [query]. It holds no state of a run itself.
 */
public class State<T>
internal constructor(
    /** The name of the property, and of the state. */
    public val name: String,
    internal val type: ResultType<T>,
) {
    override fun toString(): String = "state \"$name\""
}

/**
 * Declares a [State]: `val count by state<Int>()`.
 *
 * @param T must be serialisable by kotlinx.serialization
 * @throws IllegalArgumentException if [T] is not
 */
public inline fun <reified T> state(): Declaration<State<T>> =
    declareState(resultType("state", null, { typeOf<T>() }) { serializer<T>() })

@PublishedApi
internal fun <T> declareState(type: ResultType<T>): Declaration<State<T>> =
    Declaration("state") { name -> State(name, type) }
