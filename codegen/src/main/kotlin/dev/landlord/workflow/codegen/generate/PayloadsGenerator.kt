package dev.landlord.workflow.codegen.generate

import com.squareup.kotlinpoet.ClassName
import com.squareup.kotlinpoet.FileSpec
import com.squareup.kotlinpoet.KModifier
import com.squareup.kotlinpoet.MemberName
import com.squareup.kotlinpoet.ParameterizedTypeName.Companion.parameterizedBy
import com.squareup.kotlinpoet.PropertySpec
import com.squareup.kotlinpoet.TypeName
import com.squareup.kotlinpoet.TypeSpec

/** Writes the payloads of a workflow, in Kotlin, because Java cannot express all types. */
internal object PayloadsGenerator {
    private const val INGRESS = "dev.landlord.workflow.ingress"
    private val PAYLOAD = ClassName(INGRESS, "Payload")
    private val MAKE = MemberName(INGRESS, "payload")
    private val AS_JAVA = MemberName(INGRESS, "asJava", isExtension = true)

    fun generate(client: ClientModel): FileSpec =
        kotlinFile(client.workflow, client.workflow.payloadsClass)
            .addType(
                TypeSpec.objectBuilder(client.workflow.payloadsClass)
                    .addModifiers(KModifier.INTERNAL)
                    .addKdoc(
                        "The types that the clients of [%L] write and read.",
                        client.workflow.name,
                    )
                    .addProperties(client.payloads.flatMap(::properties))
                    .build()
            )
            .build()

    private fun properties(payload: ClientPayload): List<PropertySpec> {
        val type = typeName(payload)
        val own = property(payload.field, type).initializer("%M()", MAKE).build()
        if (!payload.isConverted) return listOf(own)
        val java = ClassName("java.time", payload.type.path.single())
        return listOf(
            own,
            property(payload.javaField, java)
                .initializer("%N.%M()", payload.field, AS_JAVA)
                .build(),
        )
    }

    private fun typeName(payload: ClientPayload): TypeName {
        val type = payload.type.typeName()
        return if (payload.isDecided) InteractionGenerator.APPROVAL_INPUT.parameterizedBy(type)
        else type
    }

    private fun property(name: String, type: TypeName) =
        PropertySpec.builder(name, PAYLOAD.parameterizedBy(type)).addAnnotation(JvmField::class)
}
