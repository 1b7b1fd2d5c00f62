package dev.landlord.workflow.apt.read

import javax.lang.model.element.Element
import javax.lang.model.element.ExecutableElement
import javax.lang.model.element.Modifier
import javax.lang.model.element.TypeElement
import javax.lang.model.element.VariableElement
import javax.lang.model.type.DeclaredType
import javax.lang.model.type.TypeMirror
import javax.lang.model.util.ElementFilter
import javax.lang.model.util.Types

/** How Jackson writes and constructs a concrete Java class: its fields, getters and creators. */
internal class JacksonClass(private val element: TypeElement, private val types: Types) {
    /** The class and its superclasses, without `Object` and `Record`. */
    val hierarchy: List<TypeElement> =
        generateSequence(element) { it.superclass.element }
            .takeWhile { it.qualified !in ROOTS }
            .toList()

    private val methods = hierarchy.flatMap { ElementFilter.methodsIn(it.enclosedElements) }
    private val constructors = ElementFilter.constructorsIn(element.enclosedElements)

    /** The fields that hold the state. */
    private val fields: List<VariableElement> = hierarchy.flatMap { it.fields }.filter(::isState)

    /** The parameters of the creator as properties; `null` without a creator. */
    private val created: Set<String>? =
        element.creators().firstOrNull()?.let { creator ->
            creator.parameters.mapNotNull { it.jsonName() }.toSet()
        } ?: constructors.firstNotNullOfOrNull { it.constructorProperties() }

    /** The properties of the builder; `null` without a builder. */
    private val built: Set<String>? =
        (element.annotation(JSON_DESERIALIZE)?.argument("builder") as? TypeMirror)
            ?.element
            ?.takeUnless { it.qualified == "java.lang.Void" }
            ?.let(::builtBy)

    /** Whether Jackson can create an object of the class. */
    val canBeConstructed: Boolean =
        element.isRecord ||
            built != null ||
            !created.isNullOrEmpty() ||
            constructors.any { it.parameters.isEmpty() }

    /** The first field that Jackson does not write or read; `null` if it writes and reads all. */
    val lostField: String?
        get() = if (element.isRecord) null else fields.firstOrNull { !isKept(it) }?.simple

    /** The components of a record, or the fields of another class, with their types in [type]. */
    fun parts(type: TypeMirror): List<Pair<String, TypeMirror>> = fields.map {
        it.simple to types.asMemberOf(type as DeclaredType, it)
    }

    private fun isKept(field: VariableElement): Boolean {
        val name = field.jsonName() ?: field.simple
        val isWritten =
            field.jsonName() != null || Modifier.PUBLIC in field.modifiers || hasGetter(field)
        val isRead =
            if (built != null) name in built
            else name in created.orEmpty() || Modifier.FINAL !in field.modifiers
        return isWritten && isRead
    }

    private fun hasGetter(field: VariableElement): Boolean = methods.any {
        Modifier.PUBLIC in it.modifiers &&
            Modifier.STATIC !in it.modifiers &&
            it.parameters.isEmpty() &&
            it.annotation(JSON_IGNORE) == null &&
            propertyOfGetter(it) == field.simple
    }

    /** The property that a getter returns; `null` for another method. */
    private fun propertyOfGetter(method: ExecutableElement): String? {
        val name = method.simple
        return when {
            name.startsWith("get") -> decapitalized(name.removePrefix("get"))
            name.startsWith("is") && "${method.returnType}".substringAfterLast('.') in BOOLEANS ->
                decapitalized(name.removePrefix("is"))
            else -> null
        }
    }

    /** Converts all capitals at the start to lower case, as Jackson does. */
    private fun decapitalized(name: String): String =
        name.takeWhile { it.isUpperCase() }.lowercase() + name.dropWhile { it.isUpperCase() }

    /** The properties of a builder; `null` if it has no build method. */
    private fun builtBy(builder: TypeElement): Set<String>? {
        val settings = builder.annotation(JSON_POJO_BUILDER)
        val prefix = settings?.argument("withPrefix") as? String ?: "with"
        val build = settings?.argument("buildMethodName") as? String ?: "build"
        val methods = ElementFilter.methodsIn(builder.enclosedElements)
        if (methods.none { it.simple == build && it.parameters.isEmpty() }) return null
        return methods
            .filter { it.parameters.size == 1 && it.simple.startsWith(prefix) }
            .map {
                val name = it.simple.removePrefix(prefix)
                it.jsonName() ?: if (prefix.isEmpty()) name else decapitalized(name)
            }
            .toSet()
    }

    private fun isState(field: VariableElement) =
        Modifier.STATIC !in field.modifiers &&
            Modifier.TRANSIENT !in field.modifiers &&
            field.annotation(JSON_IGNORE) == null

    private fun ExecutableElement.constructorProperties(): Set<String>? =
        annotation("java.beans.ConstructorProperties")
            ?.arguments("value")
            ?.filterIsInstance<String>()
            ?.toSet()

    private fun Element.jsonName(): String? =
        (annotation("$ANNOTATIONS.JsonProperty")?.argument("value") as? String)?.ifEmpty { null }

    private companion object {
        const val ANNOTATIONS = "com.fasterxml.jackson.annotation"
        const val JSON_IGNORE = "$ANNOTATIONS.JsonIgnore"
        const val JSON_DESERIALIZE = "com.fasterxml.jackson.databind.annotation.JsonDeserialize"
        const val JSON_POJO_BUILDER = "com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder"
        val ROOTS = setOf("java.lang.Object", "java.lang.Record")
        val BOOLEANS = setOf("boolean", "Boolean")
    }
}

/** The constructors and static methods with `@JsonCreator`. */
internal fun TypeElement.creators(): List<ExecutableElement> =
    enclosedElements.filterIsInstance<ExecutableElement>().filter {
        it.annotation("com.fasterxml.jackson.annotation.JsonCreator") != null
    }
