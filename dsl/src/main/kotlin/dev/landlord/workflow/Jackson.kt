package dev.landlord.workflow

import com.fasterxml.jackson.databind.DeserializationFeature
import com.fasterxml.jackson.databind.MapperFeature
import com.fasterxml.jackson.databind.ObjectMapper
import com.fasterxml.jackson.databind.SerializationFeature
import com.fasterxml.jackson.databind.cfg.CoercionAction
import com.fasterxml.jackson.databind.cfg.CoercionInputShape
import com.fasterxml.jackson.databind.introspect.AnnotatedMember
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector
import com.fasterxml.jackson.databind.json.JsonMapper
import com.fasterxml.jackson.databind.module.SimpleModule
import com.fasterxml.jackson.databind.type.LogicalType
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule
import java.util.Optional

/**
 * As strict as kotlinx.serialization: what is not known, not there, or of another type is told. And
 * the same in every process, for a replay compares what is written.
 */
internal val JACKSON: ObjectMapper =
    JsonMapper.builder()
        .addModules(JavaTimeModule(), Jdk8Module(), InOrder())
        .annotationIntrospector(Required())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .enable(SerializationFeature.WRITE_DATES_WITH_ZONE_ID)
        .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        // What is computed from the rest would not be known when it is read.
        .enable(MapperFeature.REQUIRE_SETTERS_FOR_GETTERS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(LogicalType.Textual) { texts ->
            listOf(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
                .forEach { texts.setCoercion(it, CoercionAction.Fail) }
        }
        .build()

/** Sets come in the order in which they were written. */
private class InOrder : SimpleModule() {
    init {
        addAbstractTypeMapping(Set::class.java, LinkedHashSet::class.java)
    }
}

/** A component has to be there, unless it is an `Optional` or annotated with some `Nullable`. */
private class Required : JacksonAnnotationIntrospector() {
    override fun hasRequiredMarker(member: AnnotatedMember): Boolean? =
        if (member !is AnnotatedParameter) super.hasRequiredMarker(member)
        else
            member.rawType != Optional::class.java &&
                member.allAnnotations.annotations().none {
                    it.annotationClass.java.simpleName == "Nullable"
                }
}
