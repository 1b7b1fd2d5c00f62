package dev.landlord.workflow

import kotlin.reflect.typeOf
import kotlinx.serialization.serializer

/**
 * A value that a run has once: set by its body or from outside, waited for by both. A property of
 * the workflow's class, made by [promise]; from `ready` the processor makes the handlers `ready`,
 * which waits for the value and returns it, and `completeReady`, which sets it. It holds no state
 * of a run.
 *
 * What is sent again and again is a [signal], what a person decides an [approval], what callers
 * read without waiting a [query].
 */
public class Promise<T>
internal constructor(
    /** The name of the property. */
    public val name: String,
    internal val type: ResultType<T>,
) {
    /** What Restate calls it. */
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
