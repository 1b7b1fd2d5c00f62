package dev.landlord.workflow.processor.generate

import com.google.devtools.ksp.processing.CodeGenerator
import com.google.devtools.ksp.processing.Dependencies
import com.google.devtools.ksp.symbol.KSFile
import dev.landlord.workflow.processor.model.WorkflowModel

/** Puts generated sources where KSP wants them. */
internal class ServiceWriter(private val codeGenerator: CodeGenerator) {
    fun write(workflow: WorkflowModel, origin: KSFile?) {
        val file = ServiceGenerator.generate(workflow)
        codeGenerator
            .createNewFile(
                Dependencies(aggregating = false, *listOfNotNull(origin).toTypedArray()),
                file.packageName,
                file.name,
            )
            .writer(Charsets.UTF_8)
            .use(file::writeTo)
    }
}
