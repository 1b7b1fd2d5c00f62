package dev.landlord.workflow

import dev.restate.serde.TypeRef
import kotlin.reflect.typeOf
import kotlinx.serialization.serializer

/**
 * A value that a run stores in Restate under the name of the property, where operators see it
 * (`select * from state`, the UI). Declared as a property of the workflow class with [state]. The
 * body sets and reads it; for a value that callers read, declare a [query]. A [State] itself holds
 * no state of a run.
 */
public class State<T> internal constructor(name: String?, internal val type: ResultType<T>) :
    Declared(name, "State") {
    override fun toString(): String = "state \"$name\""

    // Private, so that Kotlin code declares with `by` and Java code sees static methods only.
    private companion object {
        /**
         * Declares a state in Java, as a public final field of the workflow class. Its name is that
         * of the field.
         *
         * @throws IllegalArgumentException if Jackson cannot write and read the type
         */
        @JvmStatic
        fun <T : Any> of(type: Class<T>): State<T> = State(null, javaType("State.of", type))

        /** Declares a state of a generic type: `new TypeRef<List<Size>>() {}`. */
        @JvmStatic
        fun <T : Any> of(type: TypeRef<T>): State<T> = State(null, javaType("State.of", type.type))
    }
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
