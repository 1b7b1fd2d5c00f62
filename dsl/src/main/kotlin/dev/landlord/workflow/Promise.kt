package dev.landlord.workflow

import kotlin.reflect.typeOf
import kotlinx.serialization.serializer

/**
 * A value that a run gets once: the body or a caller completes the promise, and both can wait for
 * it. Declared as a property of the workflow class with [promise]; for the property `ready` the
 * processor generates the handlers `ready`, which waits for the value and returns it, and
 * `completeReady`, which completes the promise. A [Promise] holds no state of a run.
 *
 * Use a [signal] for values that are sent repeatedly, an [approval] for a decision of a person, and
 * a [query] for a value that callers read without waiting.
 */
public class Promise<T>
internal constructor(
    /** The name of the property. */
    public val name: String,
    internal val type: ResultType<T>,
) {
    /** The key of the durable promise. */
    internal val key: String
        get() = "promise/$name"

    override fun toString(): String = "promise \"$name\""
}

/**
 * Declares a [Promise]: `val ready by promise<Url>()`.
 *
 * @param T must be serialisable by kotlinx.serialization, a Java class (which Jackson writes), or
 *   `Unit`
 * @throws IllegalArgumentException if [T] is not
 */
public inline fun <reified T> promise(): Declaration<Promise<T>> =
    declarePromise(resultType("promise", null, { typeOf<T>() }) { serializer<T>() })

@PublishedApi
internal fun <T> declarePromise(type: ResultType<T>): Declaration<Promise<T>> =
    Declaration("promise") { name -> Promise(name, type) }
