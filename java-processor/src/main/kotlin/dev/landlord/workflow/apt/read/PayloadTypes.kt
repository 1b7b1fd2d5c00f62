package dev.landlord.workflow.apt.read

import dev.landlord.workflow.codegen.model.Unserialisable
import dev.landlord.workflow.codegen.model.isJdkText
import dev.landlord.workflow.codegen.model.isJdkValue
import dev.landlord.workflow.codegen.model.isJsonTree
import dev.landlord.workflow.codegen.model.isOfJdk
import javax.lang.model.element.ElementKind
import javax.lang.model.element.ExecutableElement
import javax.lang.model.element.Modifier
import javax.lang.model.element.TypeElement
import javax.lang.model.element.VariableElement
import javax.lang.model.type.ArrayType
import javax.lang.model.type.TypeKind
import javax.lang.model.type.TypeMirror
import javax.lang.model.type.WildcardType
import javax.lang.model.util.Types

/**
 * Decides whether a type can be written as JSON and read back. At run time, Jackson and
 * kotlinx.serialization decide (LW108); a table of types in the tests checks that the decisions are
 * the same.
 */
internal class PayloadTypes(private val types: Types) {
    /** The problem of the type of a payload without its arguments; `null` if it is accepted. */
    fun own(type: TypeMirror): Unserialisable? {
        if (type.kind == TypeKind.ARRAY) return null
        val element = type.element
        val name = element?.qualified
        return when {
            element == null || name == null -> Unserialisable("$type", USE_RECORD_OR_JDK)
            name in MAPS -> keyProblem(type)
            name in SCALARS || name in COLLECTIONS || element.kind == ElementKind.ENUM -> null
            isJdkValue(name) || isJsonTree(name) -> null
            isOfJdk(name) -> Unserialisable(name, USE_RECORD_OR_JDK)
            element.isKotlin -> kotlinProblem(element, name)
            element.typeParameters.isNotEmpty() ->
                Unserialisable(
                    "$name, a Java class with type parameters",
                    "use one without, such as a record",
                )
            else -> problem(type, HashSet())
        }
    }

    /**
     * The first part of [type] that cannot be written and read back; `null` if all can.
     *
     * @param seen the types whose decision is in progress
     */
    private fun problem(type: TypeMirror, seen: MutableSet<String>): Unserialisable? {
        if (type.kind.isPrimitive) return null
        if (type is ArrayType) return problem(type.componentType, seen)
        if (type is WildcardType) {
            return type.extendsBound?.let { problem(it, seen) }
                ?: Unserialisable("$type", USE_RECORD_OR_JDK)
        }
        val element = type.element
        val name = element?.qualified
        return when {
            element == null || name == null -> Unserialisable("$type", USE_RECORD_OR_JDK)
            name in SCALARS || element.kind == ElementKind.ENUM -> null
            name in MAPS || name in OTHER_MAPS -> keyProblem(type) ?: argument(type, 1, seen)
            name in COLLECTIONS || name in OTHER_COLLECTIONS || name == OPTIONAL ->
                argument(type, 0, seen)
            isJdkValue(name) || isJsonTree(name) -> null
            isOfJdk(name) -> Unserialisable(name, USE_RECORD_OR_JDK)
            element.isKotlin ->
                kotlinProblem(element, name)
                    ?: type.arguments.firstNotNullOfOrNull { problem(it, seen) }
            !seen.add("$type") -> null
            Modifier.ABSTRACT in element.modifiers -> subclassesProblem(element, name, seen)
            else -> classProblem(type, element, name, seen)
        }
    }

    private fun argument(type: TypeMirror, index: Int, seen: MutableSet<String>): Unserialisable? {
        val argument = type.arguments.getOrNull(index)
        return if (argument == null) Unserialisable("the raw type $type", USE_RECORD_OR_JDK)
        else problem(argument, seen)
    }

    private fun kotlinProblem(element: TypeElement, name: String): Unserialisable? =
        when {
            // Java cannot create those that are values, such as a duration.
            name.startsWith("kotlin.") ->
                Unserialisable("$name, a class of Kotlin", USE_RECORD_OR_JDK)
            element.annotation("kotlinx.serialization.Serializable") == null ->
                Unserialisable(
                    "$name, a Kotlin class",
                    "annotate it with @Serializable, or use a record",
                )
            else -> null
        }

    private fun keyProblem(type: TypeMirror): Unserialisable? {
        val key = type.arguments.firstOrNull()?.let { (it as? WildcardType)?.extendsBound ?: it }
        val element = key?.element
        val name = element?.qualified.orEmpty()
        val isOneValue =
            element?.kind == ElementKind.ENUM ||
                name in SCALARS ||
                isJdkText(name) ||
                // Only its serializer knows.
                element?.isKotlin == true
        return if (isOneValue) null
        else
            Unserialisable(
                "a map with keys of type $key",
                "use keys that are text, a number, a boolean or an enum",
            )
    }

    private fun subclassesProblem(
        element: TypeElement,
        name: String,
        seen: MutableSet<String>,
    ): Unserialisable? {
        val use =
            element.annotation("$ANNOTATIONS.JsonTypeInfo")?.argument("use") as? VariableElement
        if (use?.simple != "NAME") {
            return Unserialisable(
                "$name, which is abstract and has no @JsonTypeInfo(use = Id.NAME)",
                NAME_SUBCLASSES,
            )
        }
        val listed =
            element
                .annotation("$ANNOTATIONS.JsonSubTypes")
                ?.arguments("value")
                .orEmpty()
                .filterIsInstance<javax.lang.model.element.AnnotationMirror>()
                .mapNotNull { it.argument("value") as? TypeMirror }
        val permitted = element.permittedSubclasses.map { types.erasure(it) }
        val subclasses = (listed + permitted).distinctBy { "$it" }
        if (subclasses.isEmpty()) {
            return Unserialisable("$name, whose subclasses are unknown", NAME_SUBCLASSES)
        }
        return subclasses.firstNotNullOfOrNull {
            if (it.element?.isKotlin == true)
                Unserialisable("$it, a Kotlin class below a Java class", "write it in Java")
            else problem(it, seen)
        }
    }

    private fun classProblem(
        type: TypeMirror,
        element: TypeElement,
        name: String,
        seen: MutableSet<String>,
    ): Unserialisable? {
        val isCustom =
            listOf(JSON_SERIALIZE, JSON_DESERIALIZE).all { annotation ->
                element.annotation(annotation)?.argument("using").isClass("None")
            }
        val value =
            element.enclosedElements.firstOrNull {
                it.annotation("$ANNOTATIONS.JsonValue") != null
            }
        return when {
            isCustom -> null
            element.isInner -> lost(name, "an inner class")
            value is ExecutableElement -> valueProblem(element, name, value.returnType, seen)
            value != null -> valueProblem(element, name, value.asType(), seen)
            else -> fieldsProblem(type, element, name, seen)
        }
    }

    /** The problem of a class that `@JsonValue` writes as one value. */
    private fun valueProblem(
        element: TypeElement,
        name: String,
        value: TypeMirror,
        seen: MutableSet<String>,
    ): Unserialisable? {
        val isReadBack =
            element.creators().any { creator ->
                creator.parameters.singleOrNull()?.let { types.isSameType(it.asType(), value) } ==
                    true
            }
        return if (isReadBack) problem(value, seen)
        else lost(name, "with @JsonValue and without a @JsonCreator of the same type")
    }

    private fun fieldsProblem(
        type: TypeMirror,
        element: TypeElement,
        name: String,
        seen: MutableSet<String>,
    ): Unserialisable? {
        val shape = JacksonClass(element, types)
        val foreign = shape.hierarchy.firstOrNull { isOfJdk(it.qualified) }
        val lost = shape.lostField
        return when {
            !shape.canBeConstructed -> lost(name, "which Jackson cannot construct")
            foreign != null -> lost(name, "which extends ${foreign.qualified}")
            lost != null -> lost(name, "whose field $lost Jackson would not write and read")
            else ->
                shape.parts(type).firstNotNullOfOrNull { (part, found) ->
                    problem(found, seen)?.let {
                        Unserialisable("${element.simple}.$part: ${it.found}", it.remedy)
                    }
                }
        }
    }

    private fun lost(name: String, reason: String) = Unserialisable("$name, $reason", USE_RECORD)

    private companion object {
        const val OPTIONAL = "java.util.Optional"
        const val ANNOTATIONS = "com.fasterxml.jackson.annotation"
        const val JSON_SERIALIZE = "com.fasterxml.jackson.databind.annotation.JsonSerialize"
        const val JSON_DESERIALIZE = "com.fasterxml.jackson.databind.annotation.JsonDeserialize"
        const val USE_RECORD =
            "make it a record, or a class with a getter and a setter for each field"
        const val NAME_SUBCLASSES =
            "use a record, or annotate it with @JsonTypeInfo(use = Id.NAME) and make it sealed"

        val SCALARS =
            listOf("Boolean", "Byte", "Short", "Integer", "Long", "Float", "Double", "Character")
                .plus("String")
                .map { "java.lang.$it" }
                .toSet()

        /** Those that may be the type of a payload. */
        val COLLECTIONS =
            listOf("Collection", "List", "Set", "ArrayList", "HashSet", "LinkedHashSet")
                .map { "java.util.$it" }
                .toSet()

        /** Those that may only be in a class. */
        val OTHER_COLLECTIONS =
            listOf("SortedSet", "LinkedList", "TreeSet").map { "java.util.$it" }.toSet()

        val MAPS = listOf("Map", "HashMap", "LinkedHashMap").map { "java.util.$it" }.toSet()

        val OTHER_MAPS = listOf("SortedMap", "TreeMap").map { "java.util.$it" }.toSet()
    }
}

internal const val USE_RECORD_OR_JDK: String =
    "use a record, or a type of the JDK such as String, List<String> or Instant"
