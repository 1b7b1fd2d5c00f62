package dev.landlord.workflow

import com.fasterxml.jackson.annotation.JsonSetter
import com.fasterxml.jackson.annotation.Nulls
import com.fasterxml.jackson.databind.JavaType
import com.fasterxml.jackson.databind.cfg.MapperConfig
import com.fasterxml.jackson.databind.introspect.Annotated
import com.fasterxml.jackson.databind.introspect.AnnotatedMember
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector
import com.fasterxml.jackson.databind.jsontype.NamedType
import java.lang.reflect.AnnotatedArrayType
import java.lang.reflect.AnnotatedParameterizedType
import java.lang.reflect.AnnotatedType
import java.lang.reflect.AnnotatedWildcardType
import java.lang.reflect.Executable
import java.util.Optional

/**
 * A component of a record has to be there and is not null, unless it is an `Optional` or annotated
 * with some `Nullable`. The subclasses of a sealed class are those that it permits. A Kotlin class
 * is written as the type of its declaration.
 */
internal open class RecordRules : JacksonAnnotationIntrospector() {
    override fun hasRequiredMarker(member: AnnotatedMember): Boolean? =
        if (member is AnnotatedParameter) !mayBeNull(member) else super.hasRequiredMarker(member)

    override fun findSetterInfo(annotated: Annotated): JsonSetter.Value {
        if (annotated !is AnnotatedParameter || !annotated.declaringClass.isRecord) {
            return super.findSetterInfo(annotated)
        }
        val arguments = typeOf(annotated)?.let(::argumentsOf).orEmpty()
        return JsonSetter.Value.construct(
            if (mayBeNull(annotated)) Nulls.DEFAULT else Nulls.FAIL,
            // Jackson has one rule for all levels; the check of nulls knows each.
            if (arguments.any { it.mentionsNull() }) Nulls.DEFAULT else Nulls.FAIL,
        )
    }

    private fun mayBeNull(parameter: AnnotatedParameter): Boolean =
        parameter.allAnnotations.annotations().any(::isNullable) ||
            typeOf(parameter)?.mayBeNull() == true

    /** A record's component knows annotations that a constructor's parameter may have lost. */
    private fun typeOf(parameter: AnnotatedParameter): AnnotatedType? {
        val executable = parameter.owner.member as Executable
        val components = parameter.declaringClass.recordComponents.orEmpty()
        val isCanonical = components.map { it.type } == executable.parameterTypes.toList()
        return if (isCanonical) components.getOrNull(parameter.index)?.annotatedType
        else executable.annotatedParameterTypes.getOrNull(parameter.index)
    }

    override fun findSubtypes(annotated: Annotated): List<NamedType>? {
        val permitted =
            (annotated.rawType.permittedSubclasses ?: emptyArray()).map { NamedType(it) }
        val named = super.findSubtypes(annotated).orEmpty()
        val all = named + permitted.filterNot { known -> named.any { it.type == known.type } }
        return all.ifEmpty { null }
    }

    override fun refineSerializationType(
        config: MapperConfig<*>,
        annotated: Annotated,
        base: JavaType,
    ): JavaType {
        val refined = super.refineSerializationType(config, annotated, base)
        return if (annotated is AnnotatedMember && refined.mentionsKotlin())
            refined.withStaticTyping()
        else refined
    }

    private fun JavaType.mentionsKotlin(): Boolean =
        rawClass.isAnnotationPresent(Metadata::class.java) ||
            (0 until containedTypeCount()).any { containedType(it).mentionsKotlin() } ||
            contentType?.mentionsKotlin() == true
}

internal fun argumentsOf(type: AnnotatedType): List<AnnotatedType> =
    when (type) {
        is AnnotatedParameterizedType -> type.annotatedActualTypeArguments.toList()
        is AnnotatedArrayType -> listOf(type.annotatedGenericComponentType)
        is AnnotatedWildcardType -> type.annotatedUpperBounds.flatMap(::argumentsOf)
        else -> emptyList()
    }

private fun AnnotatedType.mentionsNull(): Boolean =
    mayBeNull() || argumentsOf(this).any { it.mentionsNull() }

internal fun AnnotatedType.mayBeNull(): Boolean =
    annotations.any(::isNullable) ||
        this is AnnotatedWildcardType && annotatedUpperBounds.any { it.mayBeNull() } ||
        type.typeName.substringBefore('<') == Optional::class.java.name

internal fun isNullable(annotation: Annotation): Boolean =
    annotation.annotationClass.java.simpleName == "Nullable"
