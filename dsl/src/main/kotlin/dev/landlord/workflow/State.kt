package dev.landlord.workflow

import kotlin.reflect.typeOf
import kotlinx.serialization.serializer

/**
 * A value that a run stores in Restate under the name of the property, where operators see it
 * (`select * from state`, the UI). Declared as a property of the workflow class with [state]. The
 * body sets and reads it; for a value that callers read, declare a [query]. A [State] itself holds
 * no state of a run.
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
