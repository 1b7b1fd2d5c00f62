package dev.landlord.workflow.ksp.read

import com.google.devtools.ksp.getVisibility
import com.google.devtools.ksp.symbol.KSAnnotated
import com.google.devtools.ksp.symbol.KSAnnotation
import com.google.devtools.ksp.symbol.KSClassDeclaration
import com.google.devtools.ksp.symbol.KSDeclaration
import com.google.devtools.ksp.symbol.KSType
import com.google.devtools.ksp.symbol.KSTypeArgument
import com.google.devtools.ksp.symbol.Visibility
import dev.landlord.workflow.codegen.model.ClassModel
import dev.landlord.workflow.codegen.model.MarkerModel

/** Reads the classes that a type names. */
internal class ClassReader(private val types: TypeReader) {
    /** The class of the type and the classes of its arguments, each once. */
    fun classes(argument: KSTypeArgument): List<ClassModel> =
        declarations(argument).distinct().map { declaration ->
            val enclosing = enclosing(declaration)
            ClassModel(
                packageName = declaration.packageName.asString(),
                path = enclosing.reversed().map { it.simpleName.asString() },
                isPublic = enclosing.all { it.getVisibility() == Visibility.PUBLIC },
                markers = enclosing.flatMap(::markersOf),
            )
        }

    /** The opt-in requirements of [declaration] and of the declarations that enclose it. */
    fun markers(declaration: KSDeclaration): List<MarkerModel> =
        enclosing(declaration).flatMap(::markersOf)

    private fun declarations(argument: KSTypeArgument): List<KSClassDeclaration> {
        val written = argument.type?.resolve()?.takeUnless { it.isError } ?: return emptyList()
        val type = types.expand(written)
        val declaration = type.declaration as? KSClassDeclaration
        return listOfNotNull(declaration) + type.arguments.flatMap(::declarations)
    }

    /** [declaration] and the declarations that enclose it, the innermost first. */
    private fun enclosing(declaration: KSDeclaration): List<KSDeclaration> =
        generateSequence(declaration) { it.parentDeclaration }.toList()

    private fun markersOf(annotated: KSAnnotated): List<MarkerModel> =
        annotated.annotations
            .mapNotNull { marker(types.expand(it.annotationType.resolve())) }
            .toList()

    private fun marker(type: KSType): MarkerModel? {
        val declaration = type.declaration
        val requirement = declaration.annotations.firstOrNull(::isRequirement) ?: return null
        val level = requirement.arguments.firstOrNull { it.name?.asString() == "level" }?.value
        return MarkerModel(
            packageName = declaration.packageName.asString(),
            path = enclosing(declaration).reversed().map { it.simpleName.asString() },
            isError = !"$level".endsWith("WARNING"),
        )
    }

    private fun isRequirement(annotation: KSAnnotation): Boolean =
        annotation.shortName.asString() == "RequiresOptIn" &&
            annotation.annotationType.resolve().declaration.qualifiedName?.asString() ==
                "kotlin.RequiresOptIn"
}
