package dev.landlord.workflow.codegen.generate

import com.palantir.javapoet.ClassName
import com.palantir.javapoet.FieldSpec
import com.palantir.javapoet.JavaFile
import com.palantir.javapoet.MethodSpec
import com.palantir.javapoet.ParameterizedTypeName
import com.palantir.javapoet.TypeSpec
import javax.lang.model.element.Modifier

/** Writes the payloads of a workflow that is written in Java. */
internal object JavaPayloadsGenerator {
    private val PAYLOAD = ClassName.get(JavaClientGenerator.INGRESS, "Payload")
    private val PAYLOADS = ClassName.get(JavaClientGenerator.INGRESS, "Payloads")

    fun generate(client: ClientModel): JavaFile =
        javaFile(
            client.workflow,
            TypeSpec.classBuilder(client.workflow.payloadsClass)
                .addModifiers(Modifier.FINAL)
                .addAnnotation(suppressed("deprecation", "removal"))
                .addJavadoc(
                    "The types that the client of {@code \$L} writes and reads.",
                    client.workflow.name,
                )
                .addFields(client.payloads.map(::field))
                .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build())
                .build(),
        )

    private fun field(payload: ClientPayload): FieldSpec {
        val value = payload.type.javaName().box()
        val type =
            if (payload.isDecided)
                ParameterizedTypeName.get(JavaServiceGenerator.APPROVAL_INPUT, value)
            else value
        return FieldSpec.builder(ParameterizedTypeName.get(PAYLOAD, type), payload.javaField)
            .addModifiers(Modifier.STATIC, Modifier.FINAL)
            .initializer("\$T.of(\$L)", PAYLOADS, typeReference(type))
            .build()
    }
}
