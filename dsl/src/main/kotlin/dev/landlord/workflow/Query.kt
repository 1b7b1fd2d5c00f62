package dev.landlord.workflow

import dev.restate.serde.TypeRef
import kotlin.reflect.typeOf
import kotlinx.serialization.serializer

/**
 * A value of a run that callers can read until the retention of the run ends: the body sets it with
 * `publish`. Declared as a property of the workflow class with [query]; for the property `progress`
 * the processor generates a handler of that name. A [Query] holds no state of a run.
 */
public class Query<T> internal constructor(name: String?, internal val type: ResultType<T>) :
    Declared(name, "Query") {
    /** The key of the value in the state of a run. */
    internal val key: String
        get() = "landlord.query.$name"

    override fun toString(): String = "query \"$name\""

    // Private, so that Kotlin code declares with `by` and Java code sees static methods only.
    private companion object {
        /**
         * Declares a query in Java, as a public final field of the workflow class. Its name is that
         * of the field.
         *
         * @throws IllegalArgumentException if Jackson cannot write and read the type
         */
        @JvmStatic
        fun <T : Any> of(type: Class<T>): Query<T> = Query(null, javaType("Query.of", type))

        /** Declares a query of a generic type: `new TypeRef<List<Size>>() {}`. */
        @JvmStatic
        fun <T : Any> of(type: TypeRef<T>): Query<T> = Query(null, javaType("Query.of", type.type))
    }
}

/**
 * Declares a [Query]: `val progress by query<Progress>()`.
 *
 * @param T must be serialisable by kotlinx.serialization, or a Java class (which Jackson writes)
 * @throws IllegalArgumentException if [T] is not
 */
public inline fun <reified T> query(): Declaration<Query<T>> =
    declareQuery(resultType("query", null, { typeOf<T>() }) { serializer<T>() })

@PublishedApi
internal fun <T> declareQuery(type: ResultType<T>): Declaration<Query<T>> =
    Declaration("query") { name -> Query(name, type) }
