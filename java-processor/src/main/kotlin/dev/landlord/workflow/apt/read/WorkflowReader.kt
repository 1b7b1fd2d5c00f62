package dev.landlord.workflow.apt.read

import dev.landlord.workflow.codegen.model.ClassModel
import dev.landlord.workflow.codegen.model.DefinitionModel
import dev.landlord.workflow.codegen.model.FieldModel
import dev.landlord.workflow.codegen.model.InteractionModel
import dev.landlord.workflow.codegen.model.Place
import dev.landlord.workflow.codegen.model.Visibility
import dev.landlord.workflow.codegen.model.WorkflowModel
import dev.landlord.workflow.codegen.model.WorkflowModel.Companion.javaClassesOf
import dev.landlord.workflow.codegen.model.WorkflowModel.Kind
import dev.landlord.workflow.codegen.model.WorkflowModel.Language
import javax.lang.model.element.Element
import javax.lang.model.element.ElementKind
import javax.lang.model.element.Modifier
import javax.lang.model.element.TypeElement
import javax.lang.model.element.VariableElement
import javax.lang.model.type.DeclaredType
import javax.lang.model.type.TypeKind
import javax.lang.model.type.TypeMirror
import javax.lang.model.util.Elements
import javax.lang.model.util.Types

/**
 * Reads the classes with `@LandlordWorkflow` into models. Does not validate them.
 *
 * @param sources the qualified names of the classes in the sources
 */
internal class WorkflowReader(
    private val elements: Elements,
    private val types: Types,
    private val sources: Set<String>,
) {
    private val places = ArrayList<Element>()
    private val typeReader = TypeReader(types)

    /** The element at [place]. */
    fun element(place: Place): Element = places[place.index]

    /** Whether the class uses a type that does not exist, or not yet. */
    fun isIncomplete(type: TypeElement): Boolean =
        (supertypes(type.asType()) + declared(type).map { it.second }).any(::hasError)

    private fun hasError(type: TypeMirror): Boolean =
        when (type.kind) {
            TypeKind.ERROR -> true
            TypeKind.DECLARED -> type.arguments.any(::hasError)
            else -> typeReader.parts(type).any(::hasError)
        }

    fun read(type: TypeElement): WorkflowModel {
        val path = type.enclosing.map { it.simple }
        val packageName = type.packageName
        val declared = declared(type)
        return WorkflowModel(
            at = place(type),
            packageName = packageName,
            path = path,
            kind = kind(type),
            givenName = type.annotation(ANNOTATION)?.argument("value") as? String ?: "",
            visibility = visibility(type),
            hiddenIn =
                type.enclosing
                    .dropLast(1)
                    .filter { visibility(it) != Visibility.PUBLIC }
                    .map { it.simple },
            isAbstract = Modifier.ABSTRACT in type.modifiers,
            isInner = type.isInner && kind(type) == Kind.CLASS,
            typeParameters = type.typeParameters.map { it.simple },
            definitions =
                declared
                    .filter { (_, found) -> found.element?.qualified == "$DSL.WorkflowDefinition" }
                    .map { (field, found) ->
                        val arguments = found.arguments.takeIf { it.size == 2 }
                        definition(field, arguments ?: List(2) { found })
                    },
            interactions = declared.mapNotNull { (field, found) -> interaction(field, found) },
            hasUnresolved = false,
            takenClasses =
                javaClassesOf(path).filter { "$packageName.$it".removePrefix(".") in sources },
            hiding = emptyList(),
            markers = emptyList(),
            documentation = documentation(type),
            language = Language.JAVA,
            body = bodyOf(type),
            unreadable =
                declared
                    .filter { (field, found) -> isDeclared(found) && !isReadable(field, type) }
                    .map { (field, found) -> unreadable(field, found) },
        )
    }

    private fun bodyOf(type: TypeElement): DefinitionModel? =
        supertypes(type.asType())
            .firstOrNull { it.element?.qualified == "$DSL.java.WorkflowBody" }
            ?.arguments
            ?.takeIf { it.isNotEmpty() }
            ?.let { definition(type, it) }

    private fun definition(at: Element, arguments: List<TypeMirror>): DefinitionModel {
        val (input, output) = arguments
        return DefinitionModel(
            at = place(at),
            name = at.simple,
            visibility = Visibility.PUBLIC,
            input = typeReader.read(input),
            output = typeReader.read(output),
            inputClasses = classes(input),
            outputClasses = classes(output),
        )
    }

    private fun interaction(field: VariableElement, type: TypeMirror): InteractionModel? {
        val name = type.element?.qualified
        val kind =
            InteractionModel.Kind.entries.firstOrNull { name == "$DSL.${it.type}" } ?: return null
        val payload = type.arguments.singleOrNull() ?: type
        return InteractionModel(
            at = place(field),
            name = field.simple,
            kind = kind,
            visibility = Visibility.PUBLIC,
            isDelegated = true,
            payload = typeReader.read(payload),
            classes = classes(payload),
            documentation = documentation(field),
        )
    }

    /** That [workflow] itself is not public is another problem. */
    private fun isReadable(field: VariableElement, workflow: TypeElement): Boolean =
        Modifier.PUBLIC in field.modifiers &&
            Modifier.FINAL in field.modifiers &&
            Modifier.STATIC !in field.modifiers &&
            (field.enclosingElement == workflow || isInPublicClass(field))

    private fun isInPublicClass(field: VariableElement): Boolean =
        visibility(field.enclosingElement as TypeElement) == Visibility.PUBLIC

    private fun isDeclared(type: TypeMirror): Boolean =
        type.element?.let {
            it.qualified == "$DSL.State" ||
                InteractionModel.Kind.entries.any { kind -> it.qualified == "$DSL.${kind.type}" }
        } == true

    private fun unreadable(field: VariableElement, type: TypeMirror) =
        FieldModel(
            at = place(field),
            name = field.simple,
            type = type.element?.simple.orEmpty(),
            found =
                when {
                    !isInPublicClass(field) ->
                        "a field of ${field.enclosingElement.simple}, which is not public"
                    field.modifiers.isEmpty() -> "no modifier"
                    else -> "`${field.modifiers.joinToString(" ")}`"
                },
        )

    /** The fields of the class and of its superclasses, with their types in the class. */
    private fun declared(type: TypeElement): List<Pair<VariableElement, TypeMirror>> =
        supertypes(type.asType())
            .filter { it.element?.kind?.isClass == true }
            .flatMap { owner ->
                owner.element?.fields.orEmpty().map {
                    it to types.asMemberOf(owner as DeclaredType, it)
                }
            }

    /** The type and all its supertypes, each once. */
    private fun supertypes(type: TypeMirror): List<TypeMirror> {
        val found = ArrayList<TypeMirror>()
        fun visit(type: TypeMirror) {
            if (found.any { "$it" == "$type" }) return
            found += type
            types.directSupertypes(type).forEach(::visit)
        }
        visit(type)
        return found
    }

    private fun classes(type: TypeMirror): List<ClassModel> =
        typeReader.classes(type).distinct().map { found ->
            ClassModel(
                packageName = found.packageName,
                path = found.enclosing.map { it.simple },
                isPublic = found.enclosing.all { visibility(it) == Visibility.PUBLIC },
                markers = emptyList(),
            )
        }

    private fun documentation(element: Element): String? =
        elements.getDocComment(element)?.let(::markdown)?.ifEmpty { null }

    private fun kind(type: TypeElement): Kind =
        when (type.kind) {
            ElementKind.INTERFACE -> Kind.INTERFACE
            ElementKind.ENUM -> Kind.ENUM
            ElementKind.ANNOTATION_TYPE -> Kind.ANNOTATION
            else -> Kind.CLASS
        }

    /** `INTERNAL` is that of the package. */
    private fun visibility(type: TypeElement): Visibility =
        when {
            Modifier.PUBLIC in type.modifiers -> Visibility.PUBLIC
            Modifier.PROTECTED in type.modifiers -> Visibility.PROTECTED
            Modifier.PRIVATE in type.modifiers -> Visibility.PRIVATE
            else -> Visibility.INTERNAL
        }

    private fun place(element: Element): Place {
        places += element
        return Place(places.size - 1)
    }

    private companion object {
        const val DSL = "dev.landlord.workflow"
        const val ANNOTATION = "$DSL.LandlordWorkflow"
    }
}
