package dev.landlord.workflow

import kotlin.reflect.typeOf
import kotlinx.serialization.serializer

/**
 * A value of a run that can be read from outside, at any time until its retention ends: the body
 * sets it with `publish`. A property of the workflow's class, made by [query]; from `progress` the
 * processor makes a handler of that name. It holds no state of a run.
 */
public class Query<T>
internal constructor(
    /** The name of the property. */
    public val name: String,
    internal val type: ResultType<T>,
) {
    /** Where the state of a run has the value. */
    internal val key: String
        get() = "landlord.query.$name"

    override fun toString(): String = "query \"$name\""
}

/**
 * Declares a [Query]: `val progress by query<Progress>()`.
 *
 * @param T must be serialisable by kotlinx.serialization
 * @throws IllegalArgumentException if [T] is not
 */
public inline fun <reified T> query(): Declaration<Query<T>> =
    declareQuery(resultType("query", null, { typeOf<T>() }) { serializer<T>() })

@PublishedApi
internal fun <T> declareQuery(type: ResultType<T>): Declaration<Query<T>> =
    Declaration("query") { name -> Query(name, type) }
