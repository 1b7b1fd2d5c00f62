package dev.landlord.workflow.codegen.generate

import com.palantir.javapoet.ArrayTypeName
import com.palantir.javapoet.ClassName
import com.palantir.javapoet.ParameterizedTypeName
import com.palantir.javapoet.TypeName
import com.palantir.javapoet.WildcardTypeName
import dev.landlord.workflow.codegen.model.TypeModel
import dev.landlord.workflow.codegen.model.Variance

/** How generated Java names a type: as Kotlin's compiler has it there. */
internal fun TypeModel.javaName(): TypeName = named().let { if (isNullable) it.box() else it }

private fun TypeModel.named(): TypeName {
    val name = "$packageName.${path.joinToString(".")}"
    PRIMITIVES[name]?.let {
        return it
    }
    PRIMITIVES[name.removeSuffix("Array")]?.let {
        return ArrayTypeName.of(it)
    }
    if (name == "kotlin.Array") return ArrayTypeName.of(arguments.single().named().box())
    val type = JAVA[name] ?: ClassName.get(packageName, path.first(), *path.drop(1).toTypedArray())
    return if (arguments.isEmpty()) type
    else ParameterizedTypeName.get(type, *arguments.map { it.argument() }.toTypedArray())
}

private fun TypeModel.argument(): TypeName =
    when (variance) {
        Variance.INVARIANT -> named().box()
        Variance.IN -> WildcardTypeName.supertypeOf(named().box())
        Variance.OUT -> WildcardTypeName.subtypeOf(named().box())
    }

private val PRIMITIVES =
    mapOf(
        "kotlin.Boolean" to TypeName.BOOLEAN,
        "kotlin.Byte" to TypeName.BYTE,
        "kotlin.Short" to TypeName.SHORT,
        "kotlin.Int" to TypeName.INT,
        "kotlin.Long" to TypeName.LONG,
        "kotlin.Float" to TypeName.FLOAT,
        "kotlin.Double" to TypeName.DOUBLE,
        "kotlin.Char" to TypeName.CHAR,
    )

private val JAVA: Map<String, ClassName> =
    mapOf(
        "kotlin.Any" to ClassName.get("java.lang", "Object"),
        "kotlin.String" to ClassName.get("java.lang", "String"),
        "kotlin.collections.Map.Entry" to ClassName.get("java.util", "Map", "Entry"),
    ) +
        listOf("Collection", "List", "Set", "Map")
            .flatMap { listOf(it to it, "Mutable$it" to it) }
            .associate { (kotlin, java) ->
                "kotlin.collections.$kotlin" to ClassName.get("java.util", java)
            }
