package dev.landlord.workflow.processor.generate

import com.google.devtools.ksp.processing.CodeGenerator
import com.google.devtools.ksp.processing.Dependencies
import com.google.devtools.ksp.symbol.KSFile
import dev.landlord.workflow.processor.model.WorkflowModel

/** Puts what is generated of a workflow where KSP wants it: its service and its clients. */
internal class ServiceWriter(private val codeGenerator: CodeGenerator) {
    fun write(workflow: WorkflowModel, origin: KSFile?) {
        val from = Dependencies(aggregating = false, *listOfNotNull(origin).toTypedArray())
        val client = ClientModel(workflow)
        val kotlin =
            listOf(
                ServiceGenerator.generate(workflow),
                PayloadsGenerator.generate(client),
                CoroutineClientGenerator(client).generate(),
            )
        for (file in kotlin) {
            codeGenerator
                .createNewFile(from, file.packageName, file.name)
                .writer(Charsets.UTF_8)
                .use(file::writeTo)
        }
        codeGenerator
            .createNewFile(from, workflow.packageName, workflow.clientClass, "java")
            .writer(Charsets.UTF_8)
            .use(JavaClientGenerator(client).generate()::writeTo)
        // By this the test kit finds the class of a service whose name it was given.
        codeGenerator
            .createNewFileByPath(from, "META-INF/landlord/workflows/${workflow.serviceName}", "")
            .writer(Charsets.UTF_8)
            .use { it.write("${workflow.qualifiedServiceClass}\n") }
    }
}
