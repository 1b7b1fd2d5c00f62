package dev.landlord.workflow

import dev.restate.serde.TypeRef
import kotlin.reflect.typeOf
import kotlinx.serialization.serializer

/**
 * Values that callers send to a run: [awaitSignal] takes them one by one. Declared as a property of
 * the workflow class with [signal]; for the property `resized` the processor generates a handler of
 * that name. A [Signal] holds no state of a run.
 */
public class Signal<T> internal constructor(name: String?, internal val type: ResultType<T>) :
    Declared(name, "Signal") {
    override fun toString(): String = "signal \"$name\""

    // Private, so that Kotlin code declares with `by` and Java code sees static methods only.
    private companion object {
        /**
         * Declares a signal in Java, as a public final field of the workflow class. Its name is
         * that of the field.
         *
         * @throws IllegalArgumentException if Jackson cannot write and read the type
         */
        @JvmStatic
        fun <T : Any> of(type: Class<T>): Signal<T> = Signal(null, javaType("Signal.of", type))

        /** Declares a signal of a generic type: `new TypeRef<List<Size>>() {}`. */
        @JvmStatic
        fun <T : Any> of(type: TypeRef<T>): Signal<T> =
            Signal(null, javaType("Signal.of", type.type))

        /** Declares a signal without a value. */
        @JvmStatic fun of(): Signal<Void> = Signal(null, javaType("Signal.of", Void::class.java))
    }
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
 * Returns the next value of [signal]. Suspends until there is one. Values arrive in the order in
 * which the handler accepted them, each once; values that were sent before this call are kept.
 * Branches that wait for the same signal take turns in the order of their calls.
 *
 * Journal: one promise, and one more for each value that another branch takes meanwhile.
 */
public suspend fun <T> WorkflowScope.awaitSignal(signal: Signal<T>): T = receive(signal)
