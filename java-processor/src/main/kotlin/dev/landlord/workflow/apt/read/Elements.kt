package dev.landlord.workflow.apt.read

import javax.lang.model.element.AnnotationMirror
import javax.lang.model.element.AnnotationValue
import javax.lang.model.element.Element
import javax.lang.model.element.ElementKind
import javax.lang.model.element.Modifier
import javax.lang.model.element.NestingKind
import javax.lang.model.element.PackageElement
import javax.lang.model.element.TypeElement
import javax.lang.model.element.VariableElement
import javax.lang.model.type.DeclaredType
import javax.lang.model.type.TypeKind
import javax.lang.model.type.TypeMirror

internal val Element.simple: String
    get() = "$simpleName"

internal val TypeElement.qualified: String
    get() = "$qualifiedName"

/** The classes from the outermost in to this one. */
internal val TypeElement.enclosing: List<TypeElement>
    get() =
        generateSequence<Element>(this) { it.enclosingElement }
            .takeWhile { it !is PackageElement }
            .filterIsInstance<TypeElement>()
            .toList()
            .reversed()

internal val TypeElement.packageName: String
    get() {
        val outermost = generateSequence<Element>(this) { it.enclosingElement }
        return "${outermost.filterIsInstance<PackageElement>().first().qualifiedName}"
    }

internal val TypeElement.isRecord: Boolean
    get() = kind == ElementKind.RECORD

internal val TypeElement.isInner: Boolean
    get() = nestingKind == NestingKind.MEMBER && Modifier.STATIC !in modifiers

/** Whether Kotlin has compiled the class. */
internal val TypeElement.isKotlin: Boolean
    get() = annotation("kotlin.Metadata") != null

/** The class of a type that is a class or an interface; otherwise `null`. */
internal val TypeMirror.element: TypeElement?
    get() =
        if (kind == TypeKind.DECLARED) (this as DeclaredType).asElement() as TypeElement else null

internal val TypeMirror.arguments: List<TypeMirror>
    get() = (this as? DeclaredType)?.typeArguments.orEmpty()

/** Whether the type has no arguments although its class has type parameters. */
internal val TypeMirror.isRaw: Boolean
    get() = arguments.isEmpty() && element?.typeParameters.orEmpty().isNotEmpty()

internal fun Element.annotation(name: String): AnnotationMirror? = annotationMirrors.firstOrNull {
    (it.annotationType.asElement() as TypeElement).qualified == name
}

/** The value that the source gives the element [name]; `null` if the source gives none. */
internal fun AnnotationMirror.argument(name: String): Any? =
    elementValues.entries.firstOrNull { it.key.simple == name }?.value?.value

internal fun AnnotationMirror.arguments(name: String): List<Any> =
    (argument(name) as? List<*>).orEmpty().filterIsInstance<AnnotationValue>().map { it.value }

/** Whether an argument of an annotation is a class other than the default [unset]. */
internal fun Any?.isClass(unset: String): Boolean =
    (this as? TypeMirror)?.element?.simple.let { it != null && it != unset }

internal val TypeElement.fields: List<VariableElement>
    get() =
        enclosedElements.filterIsInstance<VariableElement>().filter {
            it.kind == ElementKind.FIELD
        }
