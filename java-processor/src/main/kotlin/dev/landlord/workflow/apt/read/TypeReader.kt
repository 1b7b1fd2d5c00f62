package dev.landlord.workflow.apt.read

import dev.landlord.workflow.codegen.model.TypeModel
import dev.landlord.workflow.codegen.model.Unserialisable
import dev.landlord.workflow.codegen.model.Variance
import dev.landlord.workflow.codegen.model.unreadableType
import javax.lang.model.element.TypeElement
import javax.lang.model.type.ArrayType
import javax.lang.model.type.TypeKind
import javax.lang.model.type.TypeMirror
import javax.lang.model.type.WildcardType
import javax.lang.model.util.Types

/**
 * Reads types into models, which say whether a type can be written as JSON and read back. A model
 * names a type as Kotlin does, `kotlin.Int` for `Integer`; the generators name it in Java again.
 */
internal class TypeReader(types: Types) {
    private val payloads = PayloadTypes(types)

    /** Reads the type of a payload. */
    fun read(type: TypeMirror): TypeModel {
        if (type.kind == TypeKind.DECLARED && type.element?.qualified == "java.lang.Void")
            return UNIT
        return argument(type)
    }

    private fun argument(type: TypeMirror): TypeModel =
        when (type.kind) {
            TypeKind.ARRAY -> array((type as ArrayType).componentType, type)
            TypeKind.WILDCARD -> wildcard(type as WildcardType)
            TypeKind.DECLARED -> declared(type)
            else ->
                unreadableType(
                    "the type variable $type".takeIf { type.kind == TypeKind.TYPEVAR } ?: "$type",
                    USE_RECORD_OR_JDK,
                )
        }

    private fun declared(type: TypeMirror): TypeModel {
        val element = checkNotNull(type.element)
        if (type.isRaw)
            return unreadableType("the raw type ${element.qualified}", USE_RECORD_OR_JDK)
        val arguments = type.arguments.map(::argument)
        val kotlin = NAMES[element.qualified]
        return TypeModel(
            packageName = if (kotlin == null) element.packageName else "kotlin",
            path = if (kotlin == null) element.enclosing.map { it.simple } else listOf(kotlin),
            arguments = arguments,
            isNullable = false,
            unserialisable = of(arguments, type),
        )
    }

    private fun array(component: TypeMirror, type: TypeMirror): TypeModel {
        if (component.kind.isPrimitive) {
            val name = "$component".replaceFirstChar(Char::uppercaseChar) + "Array"
            return TypeModel("kotlin", listOf(name), emptyList(), false, emptyList())
        }
        val arguments = listOf(argument(component))
        return TypeModel("kotlin", listOf("Array"), arguments, false, of(arguments, type))
    }

    private fun wildcard(type: WildcardType): TypeModel {
        val bound =
            type.extendsBound ?: return unreadableType("the wildcard `$type`", USE_RECORD_OR_JDK)
        val read = argument(bound)
        return TypeModel(
            read.packageName,
            read.path,
            read.arguments,
            isNullable = false,
            read.unserialisable,
            Variance.OUT,
        )
    }

    private fun of(arguments: List<TypeModel>, type: TypeMirror): List<Unserialisable> =
        arguments.flatMap { it.unserialisable }.ifEmpty { listOfNotNull(payloads.own(type)) }

    /** The types in an array, or in a wildcard. */
    fun parts(type: TypeMirror): List<TypeMirror> =
        when (type) {
            is ArrayType -> listOf(type.componentType)
            is WildcardType -> listOfNotNull(type.extendsBound, type.superBound)
            else -> emptyList()
        }

    /** The classes that the type names. */
    fun classes(type: TypeMirror): List<TypeElement> =
        listOfNotNull(type.element) + (type.arguments + parts(type)).flatMap(::classes)

    private companion object {
        val UNIT = TypeModel("kotlin", listOf("Unit"), emptyList(), false, emptyList())

        val NAMES =
            listOf("Boolean", "Byte", "Short", "Long", "Float", "Double", "String").associateBy {
                "java.lang.$it"
            } +
                mapOf(
                    "java.lang.Integer" to "Int",
                    "java.lang.Character" to "Char",
                    "java.lang.Object" to "Any",
                )
    }
}
