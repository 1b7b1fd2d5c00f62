package dev.landlord.workflow

import kotlin.reflect.typeOf
import kotlinx.serialization.serializer

/**
 * Values that are sent to a run from outside: [awaitSignal] takes them one by one. A property of
 * the workflow's class, made by [signal]; from `resized` the processor makes a handler of that
 * name. It holds no state of a run.
 */
public class Signal<T>
internal constructor(
    /** The name of the property. */
    public val name: String,
    internal val type: ResultType<T>,
) {
    override fun toString(): String = "signal \"$name\""
}

/**
 * Declares a [Signal]: `val resized by signal<Size>()`.
 *
 * @param T must be serialisable by kotlinx.serialization, a Java class (which Jackson writes), or
 *   `Unit`
 * @throws IllegalArgumentException if [T] is not
 */
public inline fun <reified T> signal(): Declaration<Signal<T>> =
    declareSignal(resultType("signal", null, { typeOf<T>() }) { serializer<T>() })

@PublishedApi
internal fun <T> declareSignal(type: ResultType<T>): Declaration<Signal<T>> =
    Declaration("signal") { name -> Signal(name, type) }

/**
 * Takes the next value that was sent as [signal], and suspends until there is one. Values come in
 * the order in which they were accepted, each once; those that were sent before the body asks are
 * kept. Branches that wait for the same signal take turns in the order in which they ask.
 *
 * Journal: one promise, and one more for each value that another branch takes meanwhile.
 */
public suspend fun <T> WorkflowScope.awaitSignal(signal: Signal<T>): T = receive(signal)
