package dev.landlord.workflow.codegen.generate

import com.squareup.kotlinpoet.ClassName
import com.squareup.kotlinpoet.ParameterizedTypeName.Companion.parameterizedBy
import com.squareup.kotlinpoet.TypeName
import com.squareup.kotlinpoet.WildcardTypeName
import dev.landlord.workflow.codegen.model.TypeModel
import dev.landlord.workflow.codegen.model.Variance

/** How generated Kotlin names a type. */
internal fun TypeModel.typeName(): TypeName {
    val raw = ClassName(packageName, path)
    val type =
        if (arguments.isEmpty()) raw else raw.parameterizedBy(arguments.map { it.argument() })
    return type.copy(nullable = isNullable)
}

private fun TypeModel.argument(): TypeName =
    when (variance) {
        Variance.INVARIANT -> typeName()
        Variance.IN -> WildcardTypeName.consumerOf(typeName())
        Variance.OUT -> WildcardTypeName.producerOf(typeName())
    }
