package dev.landlord.workflow

import com.fasterxml.jackson.annotation.JsonAutoDetect
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility.ANY
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility.NONE
import com.fasterxml.jackson.databind.DeserializationFeature
import com.fasterxml.jackson.databind.ObjectMapper
import com.fasterxml.jackson.databind.cfg.ConstructorDetector
import com.fasterxml.jackson.databind.introspect.AnnotatedMember
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter
import java.lang.reflect.Executable

/**
 * The values of a [BusinessFailure] that is written in Java: the fields of its class, not those of
 * an exception. It is created again by its constructor, if that has annotations of Jackson or was
 * compiled with `-parameters`; otherwise by a constructor without parameters, and its fields are
 * set.
 */
internal object JavaFailures {
    private val mapper: ObjectMapper =
        JACKSON.copy()
            .addMixIn(BusinessFailure::class.java, OwnFields::class.java)
            .setAnnotationIntrospector(FailureRules())
            .setConstructorDetector(ConstructorDetector.USE_PROPERTIES_BASED)
            // Another version of the class may have had more fields.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)

    /** The values, which [read] has read once, so that the failure can be caught by its type. */
    fun write(failure: BusinessFailure): String =
        mapper.writeValueAsString(failure).also { read(failure.javaClass, it) }

    /** @throws com.fasterxml.jackson.core.JacksonException if it cannot be created */
    fun read(type: Class<*>, json: String): BusinessFailure =
        mapper.readValue(json, type) as BusinessFailure

    @JsonAutoDetect(
        fieldVisibility = ANY,
        getterVisibility = NONE,
        isGetterVisibility = NONE,
        setterVisibility = NONE,
        creatorVisibility = ANY,
    )
    private interface OwnFields
}

private class FailureRules : RecordRules() {
    override fun hasIgnoreMarker(member: AnnotatedMember): Boolean =
        member.declaringClass in EXCEPTIONS || super.hasIgnoreMarker(member)

    override fun findImplicitPropertyName(member: AnnotatedMember): String? {
        val name = (member as? AnnotatedParameter)?.let(::nameOf)
        return name ?: super.findImplicitPropertyName(member)
    }

    private fun nameOf(member: AnnotatedParameter): String? {
        val executable = member.owner.member as Executable
        return executable.parameters[member.index].takeIf { it.isNamePresent }?.name
    }

    private companion object {
        val EXCEPTIONS =
            generateSequence<Class<*>>(BusinessFailure::class.java) { it.superclass }.toSet()
    }
}
