package dev.landlord.workflow.ksp.read

import com.google.devtools.ksp.getDeclaredFunctions
import com.google.devtools.ksp.getDeclaredProperties
import com.google.devtools.ksp.isAbstract
import com.google.devtools.ksp.symbol.ClassKind
import com.google.devtools.ksp.symbol.KSAnnotated
import com.google.devtools.ksp.symbol.KSAnnotation
import com.google.devtools.ksp.symbol.KSClassDeclaration
import com.google.devtools.ksp.symbol.KSFunctionDeclaration
import com.google.devtools.ksp.symbol.KSPropertyDeclaration
import com.google.devtools.ksp.symbol.KSType
import com.google.devtools.ksp.symbol.Modifier
import com.google.devtools.ksp.symbol.Origin
import dev.landlord.workflow.codegen.model.Unserialisable
import dev.landlord.workflow.codegen.model.isJdkText
import dev.landlord.workflow.codegen.model.isJdkValue
import dev.landlord.workflow.codegen.model.isJsonTree
import dev.landlord.workflow.codegen.model.isOfJdk

/**
 * Decides whether Jackson writes a Java type and reads it back with all its fields. At run time,
 * Jackson decides (LW108); a table of types in the tests checks that the decisions are the same.
 *
 * @property payloads decides about the Kotlin types in a Java type
 */
internal class JavaPayloadTypes(private val payloads: PayloadTypes) {
    /**
     * The first part of [type] that cannot be written and read back; `null` if all can.
     *
     * @param seen the types whose decision is in progress
     */
    fun problem(type: KSType, seen: MutableSet<String>): Unserialisable? {
        val declaration = type.declaration as? KSClassDeclaration
        val name = declaration?.qualifiedName?.asString()
        return when {
            name == null -> Unserialisable("$type", ANNOTATE)
            name in SCALARS || declaration.classKind == ClassKind.ENUM_CLASS -> null
            name in MAPS -> keyProblem(type) ?: argument(type, 1, seen)
            name in COLLECTIONS || name == "kotlin.Array" || name == OPTIONAL ->
                argument(type, 0, seen)
            isJdkValue(name) || isJsonTree(name) -> null
            isOfJdk(name) || name == "kotlin.Any" -> Unserialisable(name, ANNOTATE)
            declaration.origin !in JAVA -> payloads.problem(type, seen)
            !seen.add("$name${type.arguments.map { it.type }}") -> null
            declaration.isAbstract() -> subclassesProblem(declaration, name, seen)
            else -> classProblem(type, declaration, name, seen)
        }
    }

    private fun argument(type: KSType, index: Int, seen: MutableSet<String>): Unserialisable? {
        val argument = type.arguments.getOrNull(index)?.type?.resolve()
        return if (argument == null) Unserialisable("$type", ANNOTATE) else problem(argument, seen)
    }

    private fun keyProblem(type: KSType): Unserialisable? {
        val key = type.arguments.firstOrNull()?.type?.resolve()?.declaration
        val name = key?.qualifiedName?.asString().orEmpty()
        val isOneValue =
            (key as? KSClassDeclaration)?.classKind == ClassKind.ENUM_CLASS ||
                name in KEYS ||
                isJdkText(name)
        return if (isOneValue) null else Unserialisable("a map with keys of type $name", KEY_REMEDY)
    }

    private fun subclassesProblem(
        declaration: KSClassDeclaration,
        name: String,
        seen: MutableSet<String>,
    ): Unserialisable? {
        val use = declaration.annotation(JSON_TYPE_INFO)?.argument("use")
        if ("$use".substringAfterLast('.') != "NAME") {
            return Unserialisable(
                "$name, which is abstract and has no @JsonTypeInfo(use = Id.NAME)",
                NAME_SUBCLASSES,
            )
        }
        val listed =
            (declaration.annotation(JSON_SUB_TYPES)?.argument("value") as? List<*>)
                .orEmpty()
                .filterIsInstance<KSAnnotation>()
                .mapNotNull {
                    (it.argument("value") as? KSType)?.declaration as? KSClassDeclaration
                }
        val subclasses = (listed + payloads.sealedSubclasses(declaration)).distinct()
        if (subclasses.isEmpty()) {
            return Unserialisable("$name, whose subclasses are unknown", NAME_SUBCLASSES)
        }
        return subclasses.firstNotNullOfOrNull {
            if (it.origin !in JAVA)
                Unserialisable(
                    "${it.qualifiedName?.asString()}, a Kotlin class below a Java class",
                    "write it in Java",
                )
            else problem(it.asStarProjectedType(), seen)
        }
    }

    private fun classProblem(
        type: KSType,
        declaration: KSClassDeclaration,
        name: String,
        seen: MutableSet<String>,
    ): Unserialisable? {
        val owner = declaration.parentDeclaration as? KSClassDeclaration
        val isInner =
            if (declaration.origin == Origin.JAVA_LIB) Modifier.INNER in declaration.modifiers
            else
                owner != null &&
                    owner.classKind != ClassKind.INTERFACE &&
                    !isRecord(declaration) &&
                    Modifier.JAVA_STATIC !in declaration.modifiers
        val isCustom =
            listOf(JSON_SERIALIZE, JSON_DESERIALIZE).all { annotation ->
                declaration.annotation(annotation)?.argument("using").isClass("None")
            }
        return when {
            isCustom -> null
            isInner -> lost(name, "an inner class")
            declaration.members().any { it.annotation(JSON_VALUE) != null } ->
                valueProblem(declaration, name, seen)
            else -> fieldsProblem(type, declaration, name, seen)
        }
    }

    private fun KSClassDeclaration.members(): List<KSAnnotated> =
        (getDeclaredFunctions() + getDeclaredProperties()).toList()

    /** The problem of a class that `@JsonValue` writes as one value. */
    private fun valueProblem(
        declaration: KSClassDeclaration,
        name: String,
        seen: MutableSet<String>,
    ): Unserialisable? {
        val written = declaration.members().first { it.annotation(JSON_VALUE) != null }
        val value =
            when (written) {
                is KSFunctionDeclaration -> written.returnType?.resolve()
                is KSPropertyDeclaration -> written.type.resolve()
                else -> null
            } ?: return Unserialisable(name, USE_RECORD)
        val isReadBack =
            declaration.creators().any {
                it.parameters.singleOrNull()?.type?.resolve()?.declaration == value.declaration
            }
        return if (isReadBack) problem(value, seen)
        else lost(name, "with @JsonValue and without a @JsonCreator of the same type")
    }

    private fun fieldsProblem(
        type: KSType,
        declaration: KSClassDeclaration,
        name: String,
        seen: MutableSet<String>,
    ): Unserialisable? {
        val shape = JacksonClass(declaration)
        val foreign = shape.hierarchy.firstOrNull { isOfJdk(it.qualified()) }
        val lost = shape.lostField
        return when {
            !shape.canBeConstructed -> lost(name, "which Jackson cannot construct")
            foreign != null -> lost(name, "which extends ${foreign.qualified()}")
            lost != null -> lost(name, "whose field $lost Jackson would not write and read")
            else ->
                shape.parts(type.makeNotNullable()).firstNotNullOfOrNull { (part, found) ->
                    problem(found, seen)?.within("${declaration.simpleName.asString()}.$part")
                }
        }
    }

    private fun lost(name: String, reason: String) = Unserialisable("$name, $reason", USE_RECORD)

    private companion object {
        const val OPTIONAL = "java.util.Optional"
        const val JACKSON = "com.fasterxml.jackson"
        const val JSON_TYPE_INFO = "$JACKSON.annotation.JsonTypeInfo"
        const val JSON_SUB_TYPES = "$JACKSON.annotation.JsonSubTypes"
        const val JSON_VALUE = "$JACKSON.annotation.JsonValue"
        const val JSON_SERIALIZE = "$JACKSON.databind.annotation.JsonSerialize"
        const val JSON_DESERIALIZE = "$JACKSON.databind.annotation.JsonDeserialize"
        const val USE_RECORD =
            "make it a record, or a class with a getter and a setter for each field"
        const val NAME_SUBCLASSES =
            "use a record, or annotate it with @JsonTypeInfo(use = Id.NAME) and make it sealed"

        val PRIMITIVES =
            listOf("Boolean", "Byte", "Short", "Int", "Long", "Float", "Double", "Char").map {
                "kotlin.$it"
            }

        val KEYS = (PRIMITIVES + "kotlin.String").toSet()

        val SCALARS = KEYS + PRIMITIVES.map { "${it}Array" }

        val COLLECTIONS =
            listOf("Collection", "List", "Set")
                .flatMap { listOf("kotlin.collections.$it", "kotlin.collections.Mutable$it") }
                .plus(
                    listOf("SortedSet", "ArrayList", "LinkedList", "HashSet", "LinkedHashSet")
                        .plus("TreeSet")
                        .map { "java.util.$it" }
                )
                .toSet()

        val MAPS =
            listOf("kotlin.collections.Map", "kotlin.collections.MutableMap")
                .plus(
                    listOf("SortedMap", "HashMap", "LinkedHashMap", "TreeMap").map {
                        "java.util.$it"
                    }
                )
                .toSet()
    }
}
