package dev.landlord.workflow.ksp.read

import com.google.devtools.ksp.processing.Resolver
import com.google.devtools.ksp.symbol.KSClassDeclaration
import com.google.devtools.ksp.symbol.KSType
import com.google.devtools.ksp.symbol.KSTypeAlias
import com.google.devtools.ksp.symbol.KSTypeArgument
import com.google.devtools.ksp.symbol.KSTypeParameter
import com.google.devtools.ksp.symbol.Origin
import com.google.devtools.ksp.symbol.Variance as KspVariance
import dev.landlord.workflow.codegen.model.TypeModel
import dev.landlord.workflow.codegen.model.Variance
import dev.landlord.workflow.codegen.model.unreadableType

/** Reads types into models, which say whether a type can be written as JSON and read back. */
internal class TypeReader(private val resolver: Resolver) {
    private val javaClasses by lazy {
        resolver
            .getAllFiles()
            .flatMap { it.declarations }
            .filterIsInstance<KSClassDeclaration>()
            .flatMap(::withNested)
            .filter { it.origin == Origin.JAVA }
            .toList()
    }
    private val payloads = PayloadTypes(::expand) { javaClasses }

    private fun withNested(declaration: KSClassDeclaration): List<KSClassDeclaration> =
        listOf(declaration) +
            declaration.declarations.filterIsInstance<KSClassDeclaration>().flatMap(::withNested)

    /** Resolves a chain of aliases to a type, and replaces the type parameters of the aliases. */
    fun expand(type: KSType): KSType {
        val alias = type.declaration as? KSTypeAlias ?: return type
        val given = alias.typeParameters.map { it.name.asString() }.zip(type.arguments).toMap()
        val target = alias.type.resolve()
        val expanded = target.replace(target.arguments.map { substitute(given, it) })
        return expand(if (type.isMarkedNullable) expanded.makeNullable() else expanded)
    }

    /** Replaces the type parameters of an alias in [argument] by the arguments in [given]. */
    private fun substitute(
        given: Map<String, KSTypeArgument>,
        argument: KSTypeArgument,
    ): KSTypeArgument {
        val reference = argument.type ?: return argument
        val type = reference.resolve()
        if (type.declaration is KSTypeParameter) {
            return given[type.declaration.simpleName.asString()] ?: argument
        }
        if (type.arguments.isEmpty()) return argument
        val inner = type.replace(type.arguments.map { substitute(given, it) })
        return resolver.getTypeArgument(
            resolver.createKSTypeReferenceFromKSType(inner),
            argument.variance,
        )
    }

    /** Reads the type of [argument]. */
    fun read(argument: KSTypeArgument): TypeModel {
        val written = argument.type?.resolve()
        if (written == null) return unreadableType("*", ANNOTATE)
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
        val name =
            declaration.qualifiedName?.asString()
                ?: return unreadableType(type.toString(), ANNOTATE)
        return TypeModel(
            packageName = packageName,
            path = name.removePrefix(packageName).removePrefix(".").split('.'),
            arguments = arguments,
            isNullable = type.isMarkedNullable,
            unserialisable =
                arguments
                    .flatMap { it.unserialisable }
                    .ifEmpty { listOfNotNull(payloads.own(type)) },
            variance =
                when (argument.variance) {
                    KspVariance.COVARIANT -> Variance.OUT
                    KspVariance.CONTRAVARIANT -> Variance.IN
                    else -> Variance.INVARIANT
                },
        )
    }
}
