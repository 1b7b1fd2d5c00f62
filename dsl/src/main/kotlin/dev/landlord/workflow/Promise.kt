package dev.landlord.workflow

import dev.restate.serde.TypeRef
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
public class Promise<T> internal constructor(name: String?, internal val type: ResultType<T>) :
    Declared(name, "Promise") {
    /** The key of the durable promise. */
    internal val key: String
        get() = "promise/$name"

    override fun toString(): String = "promise \"$name\""

    // Private, so that Kotlin code declares with `by` and Java code sees static methods only.
    private companion object {
        /**
         * Declares a promise in Java, as a public final field of the workflow class. Its name is
         * that of the field.
         *
         * @throws IllegalArgumentException if Jackson cannot write and read the type
         */
        @JvmStatic
        fun <T : Any> of(type: Class<T>): Promise<T> = Promise(null, javaType("Promise.of", type))

        /** Declares a promise of a generic type: `new TypeRef<List<Size>>() {}`. */
        @JvmStatic
        fun <T : Any> of(type: TypeRef<T>): Promise<T> =
            Promise(null, javaType("Promise.of", type.type))

        /** Declares a promise without a value. */
        @JvmStatic fun of(): Promise<Void> = Promise(null, javaType("Promise.of", Void::class.java))
    }
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
