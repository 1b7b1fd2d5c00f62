package dev.landlord.workflow.processor.read

import com.google.devtools.ksp.isPrivate
import com.google.devtools.ksp.symbol.ClassKind
import com.google.devtools.ksp.symbol.KSAnnotated
import com.google.devtools.ksp.symbol.KSClassDeclaration
import com.google.devtools.ksp.symbol.KSType
import com.google.devtools.ksp.symbol.KSTypeAlias
import com.google.devtools.ksp.symbol.KSTypeArgument
import dev.landlord.workflow.processor.model.TypeModel
import dev.landlord.workflow.processor.model.Unserialisable

/** Reads types, and what kotlinx.serialization can make of them. */
internal class TypeReader {
    /** The type that a chain of aliases stands for. */
    fun expand(type: KSType): KSType {
        val alias = type.declaration as? KSTypeAlias ?: return type
        val expanded = alias.type.resolve()
        return expand(if (type.isMarkedNullable) expanded.makeNullable() else expanded)
    }

    fun read(argument: KSTypeArgument): TypeModel {
        val written = argument.type?.resolve()
        if (written == null || written.isError) return unreadable(written?.toString() ?: "*")
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
            type.annotations.any { it.shortName.asString() in SERIALIZER_ANNOTATIONS } -> null
            !hasSerializer(declaration) -> Unserialisable(name, ANNOTATE)
            hasPrivateCompanion(declaration) ->
                Unserialisable(
                    "$name, whose companion object is private",
                    "make the companion public",
                )
            else -> null
        }
    }

    // The serializer is found through the companion object, at run time.
    private fun hasPrivateCompanion(declaration: KSClassDeclaration): Boolean =
        declaration.declarations.filterIsInstance<KSClassDeclaration>().any {
            it.isCompanionObject && it.isPrivate()
        }

    private fun hasSerializer(declaration: KSAnnotated): Boolean =
        declaration.annotations.any {
            it.annotationType.resolve().declaration.qualifiedName?.asString() == SERIALIZABLE
        }

    private companion object {
        const val ANNOTATE = "annotate it with @Serializable, or use another type"
        const val SERIALIZABLE = "kotlinx.serialization.Serializable"
        val SERIALIZER_ANNOTATIONS = setOf("Serializable", "Contextual", "Polymorphic")

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
