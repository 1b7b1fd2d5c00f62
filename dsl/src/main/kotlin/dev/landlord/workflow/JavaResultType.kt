package dev.landlord.workflow

import dev.landlord.workflow.engine.InternalEngineApi
import java.lang.reflect.Array as JavaArray
import java.lang.reflect.GenericArrayType
import java.lang.reflect.ParameterizedType
import java.lang.reflect.Type
import java.lang.reflect.WildcardType
import java.util.concurrent.ConcurrentHashMap
import kotlin.jvm.internal.TypeReference
import kotlin.reflect.KType
import kotlin.reflect.KTypeProjection
import kotlin.reflect.typeOf

// The types that Java code names by `Class` and `TypeRef`. `Void` is Kotlin's `Unit`: no value.

/** The type that is given to [verb], of which no value is `null`. */
@Suppress("UNCHECKED_CAST")
internal fun <T> javaType(verb: String, type: Type): ResultType<T> =
    TYPES.getOrPut(type) { ResultType.of<Any?>(verb, kotlinType(type)) } as ResultType<T>

/** The type of the result of a step, which may be `null`. */
@Suppress("UNCHECKED_CAST")
internal fun <T> javaResultType(verb: String, name: String, type: Type): ResultType<T> =
    RESULTS.getOrPut(type) {
        ResultType.of<Any?>("$verb(\"$name\")", kotlinType(type)).orNull()
    } as ResultType<T>

private val TYPES = ConcurrentHashMap<Type, ResultType<*>>()
private val RESULTS = ConcurrentHashMap<Type, ResultType<*>>()

/**
 * The type of Kotlin for a type of Java.
 *
 * @throws IllegalArgumentException if it has a type variable, whose type is not known, or is
 *   generic and without its arguments
 */
@InternalEngineApi
public fun kotlinType(type: Type, isNullable: Boolean = false): KType =
    if (type == Void::class.java) typeOf<Unit>()
    else if (type is Class<*> && type.typeParameters.isNotEmpty())
        throw IllegalArgumentException(PayloadErrors.rawType(type.name))
    else TypeReference(rawClass(type).kotlin, arguments(type), isNullable)

private fun arguments(type: Type): List<KTypeProjection> =
    when (type) {
        is Class<*> -> listOfNotNull(type.componentType?.takeIf { !it.isPrimitive })
        is ParameterizedType -> type.actualTypeArguments.asList()
        is GenericArrayType -> listOf(type.genericComponentType)
        is WildcardType -> return arguments(type.upperBounds.single())
        else -> emptyList()
    }.map { KTypeProjection.invariant(kotlinType(it)) }

private fun rawClass(type: Type): Class<*> =
    when (type) {
        is Class<*> -> type
        is ParameterizedType -> type.rawType as Class<*>
        is GenericArrayType ->
            JavaArray.newInstance(rawClass(type.genericComponentType), 0).javaClass
        is WildcardType -> rawClass(type.upperBounds.single())
        else -> throw IllegalArgumentException(PayloadErrors.typeVariable(type.typeName))
    }

/**
 * The types that [found] gives the parameters of its supertype [of].
 *
 * @throws IllegalArgumentException if one is a type variable
 */
internal fun typeArguments(found: Class<*>, of: Class<*>): List<Type> {
    val arguments = HashMap<Type, Type>()
    var types: List<Type> = listOf(found)
    while (types.isNotEmpty()) {
        types.filterIsInstance<ParameterizedType>().forEach { type ->
            val variables = (type.rawType as Class<*>).typeParameters
            variables.zip(type.actualTypeArguments).forEach { (variable, argument) ->
                arguments[variable] = arguments[argument] ?: argument
            }
        }
        val classes = types.map(::rawClass)
        types = classes.flatMap { listOfNotNull(it.genericSuperclass) + it.genericInterfaces }
    }
    return of.typeParameters.map {
        requireNotNull(arguments[it]) { PayloadErrors.typeVariable("$it of ${of.simpleName}") }
    }
}
