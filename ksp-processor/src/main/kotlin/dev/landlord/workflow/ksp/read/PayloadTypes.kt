package dev.landlord.workflow.ksp.read

import com.google.devtools.ksp.getDeclaredProperties
import com.google.devtools.ksp.isAbstract
import com.google.devtools.ksp.isPrivate
import com.google.devtools.ksp.symbol.ClassKind
import com.google.devtools.ksp.symbol.FileLocation
import com.google.devtools.ksp.symbol.KSAnnotated
import com.google.devtools.ksp.symbol.KSAnnotation
import com.google.devtools.ksp.symbol.KSClassDeclaration
import com.google.devtools.ksp.symbol.KSPropertyDeclaration
import com.google.devtools.ksp.symbol.KSType
import com.google.devtools.ksp.symbol.Modifier
import com.google.devtools.ksp.symbol.Origin
import dev.landlord.workflow.codegen.model.Unserialisable
import dev.landlord.workflow.codegen.model.isJdkText
import dev.landlord.workflow.codegen.model.isJdkValue
import dev.landlord.workflow.codegen.model.isOfJdk
import java.io.File

/**
 * Decides whether a type can be written as JSON and read back. At run time, kotlinx.serialization
 * and Jackson decide (LW108); a table of types in the tests checks that the decisions are the same.
 *
 * @param expand resolves aliases
 * @param javaClasses the Java classes of the module
 */
internal class PayloadTypes(
    private val expand: (KSType) -> KSType,
    private val javaClasses: () -> List<KSClassDeclaration>,
) {
    private val java = JavaPayloadTypes(this)

    /**
     * The subclasses of [sealed]. For a Java source, KSP shows neither that it is sealed nor its
     * permitted subclasses, so the text of the source decides.
     */
    fun sealedSubclasses(sealed: KSClassDeclaration): List<KSClassDeclaration> =
        sealed.getSealedSubclasses().toList().ifEmpty {
            if (sealed.origin != Origin.JAVA || !isSealedInSource(sealed)) emptyList()
            else
                javaClasses().filter { javaClass ->
                    javaClass.superTypes.any {
                        it.resolve().declaration.qualifiedName?.asString() == sealed.qualified()
                    }
                }
        }

    /** The first part of [type] that cannot be written and read back; `null` if all can. */
    fun problem(type: KSType, seen: MutableSet<String> = HashSet()): Unserialisable? =
        own(expand(type), seen)
            ?: expand(type).arguments.firstNotNullOfOrNull { argument ->
                argument.type?.resolve()?.let { problem(it, seen) }
            }

    /** The problem of [type] without its arguments; `null` if it is accepted. */
    fun own(type: KSType, seen: MutableSet<String> = HashSet()): Unserialisable? {
        val declaration = type.declaration as? KSClassDeclaration
        val name = type.declaration.qualifiedName?.asString() ?: "$type"
        return when {
            declaration == null -> Unserialisable(name, ANNOTATE)
            name in MAPS -> keyProblem(type)
            name in BUILT_IN || declaration.classKind == ClassKind.ENUM_CLASS -> null
            declaration.origin in JAVA -> javaProblem(type, declaration, name, seen)
            declaration.annotation(SERIALIZABLE) == null -> Unserialisable(name, ANNOTATE)
            hasPrivateCompanion(declaration) ->
                Unserialisable(
                    "$name, whose companion object is private",
                    "make the companion public",
                )
            else -> classProblem(type, seen)
        }
    }

    private fun javaProblem(
        type: KSType,
        declaration: KSClassDeclaration,
        name: String,
        seen: MutableSet<String>,
    ): Unserialisable? =
        when {
            isJdkValue(name) -> null
            isOfJdk(name) -> Unserialisable(name, ANNOTATE)
            declaration.typeParameters.isNotEmpty() ->
                Unserialisable(
                    "$name, a Java class with type parameters",
                    "use one without, such as a record",
                )
            else -> java.problem(type, seen)
        }

    private fun keyProblem(type: KSType): Unserialisable? {
        val key = type.arguments.firstOrNull()?.type?.resolve()?.let(expand) ?: return null
        val isKey = !key.isMarkedNullable && isOneValue(key)
        return if (isKey) null
        else
            Unserialisable(
                "a map with keys of type ${key.declaration.qualifiedName?.asString() ?: key}",
                "use keys that are text, a number, a boolean or an enum, or a list of pairs",
            )
    }

    /** Whether [type] is written as text, a number or a boolean. */
    private fun isOneValue(type: KSType): Boolean {
        val declaration = type.declaration as? KSClassDeclaration ?: return false
        val name = declaration.qualified()
        return when {
            name in KEYS || isJdkText(name) -> true
            declaration.classKind == ClassKind.ENUM_CLASS -> true
            // Only the custom serializer knows whether it writes one value.
            isCustom(declaration) -> true
            Modifier.VALUE in declaration.modifiers || Modifier.INLINE in declaration.modifiers ->
                declaration.stored().singleOrNull()?.let {
                    val inner = expand(it.asMemberOf(type.makeNotNullable()))
                    !inner.isMarkedNullable && isOneValue(inner)
                } == true
            else -> false
        }
    }

    private fun classProblem(type: KSType, seen: MutableSet<String>): Unserialisable? {
        val declaration = type.declaration as KSClassDeclaration
        val name = declaration.qualifiedName?.asString() ?: "$type"
        val isSealed = Modifier.SEALED in declaration.modifiers
        return when {
            isCustom(declaration) || !seen.add("$name${type.arguments.map { it.type }}") -> null
            isSealed ->
                declaration.getSealedSubclasses().toList().firstNotNullOfOrNull {
                    own(it.asStarProjectedType(), seen)
                }
            declaration.isAbstract() ->
                Unserialisable("$name, which is abstract and not sealed", "make it sealed")
            else ->
                declaration.stored().firstNotNullOfOrNull { property ->
                    propertyProblem(property, type, seen)
                        ?.within(
                            "${declaration.simpleName.asString()}.${property.simpleName.asString()}"
                        )
                }
        }
    }

    /** The problem of a property that the compiler plugin does not report itself. */
    private fun propertyProblem(
        property: KSPropertyDeclaration,
        owner: KSType,
        seen: MutableSet<String>,
    ): Unserialisable? {
        val annotations = property.annotations + property.type.annotations
        val names = annotations.map { expandedName(it) }.toList()
        return when {
            SERIALIZABLE in names -> null
            CONTEXTUAL in names -> contextual()
            else -> partProblem(expand(property.asMemberOf(owner.makeNotNullable())), seen)
        }
    }

    private fun contextual() =
        Unserialisable(
            "a value that is @Contextual",
            "give it a serializer: @Serializable(with = …)",
        )

    private fun partProblem(type: KSType, seen: MutableSet<String>): Unserialisable? {
        val declaration = type.declaration as? KSClassDeclaration ?: return null
        val name = declaration.qualified()
        val isOpen =
            declaration.origin !in JAVA &&
                name !in BUILT_IN &&
                name !in MAPS &&
                (name == "kotlin.Any" ||
                    declaration.isAbstract() && Modifier.SEALED !in declaration.modifiers)
        val problem =
            when {
                name in MAPS -> keyProblem(type)
                name in BUILT_IN || declaration.origin in JAVA -> null
                isOpen && !isCustom(declaration) ->
                    Unserialisable("$name, which is abstract and not sealed", "make it sealed")
                declaration.annotation(SERIALIZABLE) == null -> null
                else -> own(type, seen)
            }
        return problem
            ?: type.arguments.firstNotNullOfOrNull { argument ->
                val annotations = argument.type?.annotations.orEmpty().map { expandedName(it) }
                when {
                    SERIALIZABLE in annotations -> null
                    CONTEXTUAL in annotations -> contextual()
                    else -> argument.type?.resolve()?.let { partProblem(expand(it), seen) }
                }
            }
    }

    /** Whether the class declares a serializer of its own. */
    private fun isCustom(declaration: KSClassDeclaration) =
        declaration.annotation(SERIALIZABLE)?.argument("with").isClass("KSerializer")

    private fun expandedName(annotation: KSAnnotation): String? =
        expand(annotation.annotationType.resolve()).declaration.qualifiedName?.asString()

    /** The properties that kotlinx.serialization writes. */
    private fun KSClassDeclaration.stored(): List<KSPropertyDeclaration> =
        getDeclaredProperties()
            .filter { it.hasBackingField && it.annotation(TRANSIENT) == null }
            .toList()

    /** Whether the companion object, which provides the serializer at run time, is private. */
    private fun hasPrivateCompanion(declaration: KSClassDeclaration): Boolean =
        declaration.declarations.filterIsInstance<KSClassDeclaration>().any {
            it.isCompanionObject && it.isPrivate()
        }

    private companion object {
        const val SERIALIZABLE = "kotlinx.serialization.Serializable"
        const val CONTEXTUAL = "kotlinx.serialization.Contextual"
        const val TRANSIENT = "kotlinx.serialization.Transient"

        val NUMBERS = listOf("Byte", "Short", "Int", "Long", "Float", "Double")
        val UNSIGNED = listOf("UByte", "UShort", "UInt", "ULong")

        /** Types that are written as one value, so that they can be keys of a map. */
        val KEYS =
            (NUMBERS + UNSIGNED + listOf("Boolean", "Char", "String"))
                .map { "kotlin.$it" }
                .plus(listOf("kotlin.time.Duration", "kotlin.time.Instant", "kotlin.uuid.Uuid"))
                .toSet()

        val MAPS =
            listOf("Map", "MutableMap", "Map.Entry")
                .map { "kotlin.collections.$it" }
                .plus(listOf("HashMap", "LinkedHashMap").map { "java.util.$it" })
                .toSet()

        /** Types that kotlinx.serialization writes without an annotation, other than maps. */
        val BUILT_IN =
            KEYS +
                (NUMBERS + listOf("Boolean", "Char")).map { "kotlin.${it}Array" } +
                listOf("Unit", "Array", "Pair", "Triple").map { "kotlin.$it" } +
                listOf("Collection", "List", "Set", "MutableList", "MutableSet").map {
                    "kotlin.collections.$it"
                } +
                listOf("ArrayList", "HashSet", "LinkedHashSet").map { "java.util.$it" }
    }
}

internal const val ANNOTATE: String = "annotate it with @Serializable, or use another type"

internal const val KEY_REMEDY: String = "use keys that are text, a number, a boolean or an enum"

internal val JAVA: Set<Origin> = setOf(Origin.JAVA, Origin.JAVA_LIB)

internal fun KSClassDeclaration.qualified(): String = qualifiedName?.asString().orEmpty()

internal fun KSAnnotated.annotation(name: String): KSAnnotation? = annotations.firstOrNull {
    it.annotationType.resolve().declaration.qualifiedName?.asString() == name
}

internal fun KSAnnotation.argument(name: String): Any? =
    arguments.firstOrNull { it.name?.asString() == name }?.value

/** Whether an argument of an annotation is a class other than the default [unset]. */
internal fun Any?.isClass(unset: String): Boolean =
    (this as? KSType)?.declaration?.simpleName?.asString().let { it != null && it != unset }

/** The same problem, with the [property] in which it was found. */
internal fun Unserialisable.within(property: String) = Unserialisable("$property: $found", remedy)

/** Whether the source of the Java class [declaration] has the modifier `sealed`. */
private fun isSealedInSource(declaration: KSClassDeclaration): Boolean {
    val file = (declaration.location as? FileLocation)?.filePath ?: return false
    val name = declaration.simpleName.asString()
    return Regex("""\bsealed\b[^;{}]*\b(interface|class)\s+$name\b""")
        .containsMatchIn(File(file).readText())
}
