package dev.landlord.workflow.processor.read

import com.google.devtools.ksp.isAbstract
import com.google.devtools.ksp.isPrivate
import com.google.devtools.ksp.processing.Resolver
import com.google.devtools.ksp.symbol.ClassKind
import com.google.devtools.ksp.symbol.KSAnnotated
import com.google.devtools.ksp.symbol.KSClassDeclaration
import com.google.devtools.ksp.symbol.KSType
import com.google.devtools.ksp.symbol.KSTypeAlias
import com.google.devtools.ksp.symbol.KSTypeArgument
import com.google.devtools.ksp.symbol.KSTypeParameter
import com.google.devtools.ksp.symbol.Origin
import com.google.devtools.ksp.symbol.Variance as KspVariance
import dev.landlord.workflow.processor.model.TypeModel
import dev.landlord.workflow.processor.model.Unserialisable
import dev.landlord.workflow.processor.model.Variance

/** Reads types, and what kotlinx.serialization can make of them. */
internal class TypeReader(private val resolver: Resolver) {
    /** The type that a chain of aliases stands for, with the arguments of the aliases put in. */
    fun expand(type: KSType): KSType {
        val alias = type.declaration as? KSTypeAlias ?: return type
        val given = alias.typeParameters.map { it.name.asString() }.zip(type.arguments).toMap()
        val meant = alias.type.resolve()
        val expanded = meant.replace(meant.arguments.map { put(given, it) })
        return expand(if (type.isMarkedNullable) expanded.makeNullable() else expanded)
    }

    /** [argument] with the parameters of an alias replaced by what was [given] for them. */
    private fun put(given: Map<String, KSTypeArgument>, argument: KSTypeArgument): KSTypeArgument {
        val reference = argument.type ?: return argument
        val type = reference.resolve()
        if (type.declaration is KSTypeParameter) {
            return given[type.declaration.simpleName.asString()] ?: argument
        }
        if (type.arguments.isEmpty()) return argument
        val inner = type.replace(type.arguments.map { put(given, it) })
        return resolver.getTypeArgument(
            resolver.createKSTypeReferenceFromKSType(inner),
            argument.variance,
        )
    }

    fun read(argument: KSTypeArgument): TypeModel {
        val written = argument.type?.resolve()
        if (written == null) return unreadable("*")
        if (written.isError) {
            return TypeModel(
                "",
                TypeModel.UNRESOLVED,
                emptyList(),
                false,
                unserialisable = emptyList(),
            )
        }
        val type = expand(written)
        val declaration = type.declaration
        val arguments = type.arguments.map(::read)
        val packageName = declaration.packageName.asString()
        val name = declaration.qualifiedName?.asString() ?: return unreadable(type.toString())
        return TypeModel(
            packageName = packageName,
            path = name.removePrefix(packageName).removePrefix(".").split('.'),
            arguments = arguments,
            isNullable = type.isMarkedNullable,
            unserialisable =
                listOfNotNull(problem(type, name)) + arguments.flatMap { it.unserialisable },
            variance =
                when (argument.variance) {
                    KspVariance.COVARIANT -> Variance.OUT
                    KspVariance.CONTRAVARIANT -> Variance.IN
                    else -> Variance.INVARIANT
                },
        )
    }

    private fun unreadable(written: String) =
        TypeModel(
            "",
            listOf("Any"),
            emptyList(),
            isNullable = false,
            unserialisable = listOf(Unserialisable(written, ANNOTATE)),
        )

    private fun problem(type: KSType, name: String): Unserialisable? {
        val declaration = type.declaration as? KSClassDeclaration
        return when {
            declaration == null -> Unserialisable(name, ANNOTATE)
            name in BUILT_IN -> null
            declaration.classKind == ClassKind.ENUM_CLASS -> null
            declaration.origin in JAVA -> javaProblem(declaration, name)
            !hasSerializer(declaration) -> Unserialisable(name, ANNOTATE)
            hasPrivateCompanion(declaration) ->
                Unserialisable(
                    "$name, whose companion object is private",
                    "make the companion public",
                )
            else -> null
        }
    }

    /** What Jackson is not asked to write. */
    private fun javaProblem(declaration: KSClassDeclaration, name: String): Unserialisable? =
        when {
            name.startsWith("java.") || name.startsWith("javax.") ->
                Unserialisable(name, ANNOTATE).takeUnless {
                    name in JDK_VALUES || name.substringBeforeLast('.') in JDK_VALUES
                }
            declaration.typeParameters.isNotEmpty() ->
                Unserialisable(
                    "$name, a Java class with type parameters",
                    "use one without, such as a record",
                )
            declaration.isAbstract() && !isAnnotated(declaration, JSON_TYPE_INFO) ->
                Unserialisable(
                    "$name, which is abstract",
                    "use a record, or annotate it with @JsonTypeInfo",
                )
            else -> null
        }

    // The serializer is found through the companion object, at run time.
    private fun hasPrivateCompanion(declaration: KSClassDeclaration): Boolean =
        declaration.declarations.filterIsInstance<KSClassDeclaration>().any {
            it.isCompanionObject && it.isPrivate()
        }

    private fun hasSerializer(declaration: KSAnnotated): Boolean =
        isAnnotated(declaration, SERIALIZABLE)

    private fun isAnnotated(declaration: KSAnnotated, annotation: String): Boolean =
        declaration.annotations.any {
            it.annotationType.resolve().declaration.qualifiedName?.asString() == annotation
        }

    private companion object {
        const val ANNOTATE = "annotate it with @Serializable, or use another type"
        const val SERIALIZABLE = "kotlinx.serialization.Serializable"
        const val JSON_TYPE_INFO = "com.fasterxml.jackson.annotation.JsonTypeInfo"
        val JAVA = setOf(Origin.JAVA, Origin.JAVA_LIB)

        /** Packages and classes of the JDK that hold plain values. */
        val JDK_VALUES = setOf("java.time", "java.math", "java.util.UUID", "java.net.URI")

        /** What kotlinx.serialization writes without an annotation. */
        val BUILT_IN =
            listOf("Boolean", "Byte", "Short", "Int", "Long", "Float", "Double", "Char")
                .flatMap { listOf("kotlin.$it", "kotlin.${it}Array") }
                .plus(listOf("UByte", "UShort", "UInt", "ULong").map { "kotlin.$it" })
                .plus(listOf("Unit", "String", "Array", "Pair", "Triple").map { "kotlin.$it" })
                .plus(listOf("Collection", "List", "Set", "Map").map { "kotlin.collections.$it" })
                .plus(listOf("List", "Set", "Map").map { "kotlin.collections.Mutable$it" })
                .plus(listOf("ArrayList", "HashSet", "LinkedHashSet").map { "java.util.$it" })
                .plus(listOf("HashMap", "LinkedHashMap").map { "java.util.$it" })
                .plus(listOf("kotlin.collections.Map.Entry", "kotlin.time.Duration"))
                .plus(listOf("kotlin.time.Instant", "kotlin.uuid.Uuid"))
                .toSet()
    }
}
