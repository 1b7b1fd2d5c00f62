package dev.landlord.workflow.ksp.read

import com.google.devtools.ksp.getConstructors
import com.google.devtools.ksp.getDeclaredFunctions
import com.google.devtools.ksp.getDeclaredProperties
import com.google.devtools.ksp.isPublic
import com.google.devtools.ksp.symbol.ClassKind
import com.google.devtools.ksp.symbol.KSAnnotated
import com.google.devtools.ksp.symbol.KSClassDeclaration
import com.google.devtools.ksp.symbol.KSFunctionDeclaration
import com.google.devtools.ksp.symbol.KSPropertyDeclaration
import com.google.devtools.ksp.symbol.KSType
import com.google.devtools.ksp.symbol.Modifier

/** How Jackson writes and constructs a concrete Java class: its fields, getters and creators. */
internal class JacksonClass(private val declaration: KSClassDeclaration) {
    /** The class and its superclasses, without `Object` and `Record`. */
    val hierarchy: List<KSClassDeclaration> =
        generateSequence(declaration) { it.superclass() }
            .takeWhile { it.qualified() !in ROOTS }
            .toList()

    private val methods = hierarchy.flatMap { it.getDeclaredFunctions().toList() }
    private val isRecord = isRecord(declaration)
    private val constructors = declaration.getConstructors().toList()

    /** The fields that hold the state; empty for a record, whose fields KSP does not show. */
    private val fields: List<KSPropertyDeclaration> =
        hierarchy.flatMap { it.getDeclaredProperties().toList() }.filter(::isState)

    private val hasDefaultConstructor =
        constructors.isEmpty() || constructors.any { it.parameters.isEmpty() }

    /** The parameters of the creator as properties; `null` without a creator. */
    private val created: Set<String>? =
        declaration.creators().firstOrNull()?.let { creator ->
            creator.parameters.mapNotNull { it.jsonName() }.toSet()
        } ?: constructors.firstNotNullOfOrNull { it.constructorProperties() }

    /** The properties of the builder; `null` without a builder. */
    private val built: Set<String>? =
        (declaration.annotation(JSON_DESERIALIZE)?.argument("builder") as? KSType)
            ?.declaration
            ?.let { it as? KSClassDeclaration }
            ?.takeUnless { it.qualified() == "java.lang.Void" }
            ?.let(::builtBy)

    /** Whether Jackson can create an object of the class. */
    val canBeConstructed: Boolean =
        isRecord || built != null || !created.isNullOrEmpty() || hasDefaultConstructor

    /** The first field that Jackson does not write or read; `null` if it writes and reads all. */
    val lostField: String?
        get() = if (isRecord) null else fields.firstOrNull { !isKept(it) }?.simpleName?.asString()

    /** The components of a record, or the fields of another class, with their types in [type]. */
    fun parts(type: KSType): List<Pair<String, KSType>> {
        val canonical = if (isRecord) canonicalConstructor() else null
        return if (canonical == null) {
            fields.map { it.simpleName.asString() to it.asMemberOf(type) }
        } else {
            val types = canonical.asMemberOf(type).parameterTypes
            canonical.parameters.zip(types) { parameter, found ->
                parameter.name?.asString().orEmpty() to (found ?: parameter.type.resolve())
            }
        }
    }

    /** The constructor whose parameters all have the name of an accessor. */
    private fun canonicalConstructor(): KSFunctionDeclaration? {
        val accessors = methods.filter { it.parameters.isEmpty() }.map { it.simpleName.asString() }
        return constructors
            .filter { it.parameters.all { parameter -> parameter.name?.asString() in accessors } }
            .maxByOrNull { it.parameters.size }
    }

    private fun isKept(field: KSPropertyDeclaration): Boolean {
        val name = field.jsonName() ?: field.simpleName.asString()
        val isWritten = field.jsonName() != null || field.isPublic() || hasGetter(field)
        val isRead =
            if (built != null) name in built else name in created.orEmpty() || field.isMutable
        return isWritten && isRead
    }

    private fun hasGetter(field: KSPropertyDeclaration): Boolean {
        val name = field.simpleName.asString()
        return methods.any {
            it.isPublic() &&
                Modifier.JAVA_STATIC !in it.modifiers &&
                it.parameters.isEmpty() &&
                it.annotation(JSON_IGNORE) == null &&
                it.propertyOfGetter() == name
        }
    }

    /** The property that a getter returns; `null` for another method. */
    private fun KSFunctionDeclaration.propertyOfGetter(): String? {
        val name = simpleName.asString()
        val isBoolean =
            returnType?.resolve()?.declaration?.qualifiedName?.asString() == "kotlin.Boolean"
        return when {
            name.startsWith("get") -> decapitalized(name.removePrefix("get"))
            name.startsWith("is") && isBoolean -> decapitalized(name.removePrefix("is"))
            else -> null
        }
    }

    /** Converts all capitals at the start to lower case, as Jackson does. */
    private fun decapitalized(name: String): String =
        name.takeWhile { it.isUpperCase() }.lowercase() + name.dropWhile { it.isUpperCase() }

    /** The properties of a builder; `null` if it has no build method. */
    private fun builtBy(builder: KSClassDeclaration): Set<String>? {
        val settings = builder.annotation(JSON_POJO_BUILDER)
        val prefix = settings?.argument("withPrefix") as? String ?: "with"
        val build = settings?.argument("buildMethodName") as? String ?: "build"
        val methods = builder.getDeclaredFunctions().toList()
        if (methods.none { it.simpleName.asString() == build && it.parameters.isEmpty() })
            return null
        return methods
            .filter { it.parameters.size == 1 && it.simpleName.asString().startsWith(prefix) }
            .map {
                val name = it.simpleName.asString().removePrefix(prefix)
                it.jsonName() ?: if (prefix.isEmpty()) name else decapitalized(name)
            }
            .toSet()
    }

    private fun isState(field: KSPropertyDeclaration) =
        Modifier.JAVA_STATIC !in field.modifiers &&
            Modifier.JAVA_TRANSIENT !in field.modifiers &&
            field.annotation(JSON_IGNORE) == null

    private fun KSFunctionDeclaration.constructorProperties(): Set<String>? =
        (annotation("java.beans.ConstructorProperties")?.argument("value") as? List<*>)
            ?.filterIsInstance<String>()
            ?.toSet()

    private fun KSAnnotated.jsonName(): String? =
        (annotation("$ANNOTATIONS.JsonProperty")?.argument("value") as? String)?.ifEmpty { null }

    private fun KSClassDeclaration.superclass(): KSClassDeclaration? =
        superTypes
            .map { it.resolve().declaration }
            .filterIsInstance<KSClassDeclaration>()
            .firstOrNull { it.classKind == ClassKind.CLASS }

    private companion object {
        const val ANNOTATIONS = "com.fasterxml.jackson.annotation"
        const val JSON_IGNORE = "$ANNOTATIONS.JsonIgnore"
        const val JSON_DESERIALIZE = "com.fasterxml.jackson.databind.annotation.JsonDeserialize"
        const val JSON_POJO_BUILDER = "com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder"
        val ROOTS = setOf("kotlin.Any", "java.lang.Object", "java.lang.Record")
    }
}

internal fun isRecord(declaration: KSClassDeclaration): Boolean =
    declaration.superTypes.any {
        it.resolve().declaration.qualifiedName?.asString() == "java.lang.Record"
    }

/** The constructors and static methods with `@JsonCreator`. */
internal fun KSClassDeclaration.creators(): List<KSFunctionDeclaration> =
    (getConstructors() + getDeclaredFunctions())
        .filter { it.annotation("com.fasterxml.jackson.annotation.JsonCreator") != null }
        .toList()
