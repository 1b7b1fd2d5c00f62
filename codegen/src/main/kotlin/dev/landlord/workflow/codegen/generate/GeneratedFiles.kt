package dev.landlord.workflow.codegen.generate

import dev.landlord.workflow.codegen.model.WorkflowModel

/**
 * One generated file.
 *
 * @property packageName the package of a source file; empty for the root package and for a resource
 * @property name the file name without its extension; of a resource, its path
 * @property extension `kt`, `java`, or empty for a resource
 */
public class GeneratedFile
internal constructor(
    public val packageName: String,
    public val name: String,
    public val extension: String,
    public val text: String,
)

/**
 * Generates the service, the clients and the index entry of a valid [workflow]. The same model
 * gives the same text.
 */
public fun generate(workflow: WorkflowModel): List<GeneratedFile> =
    if (workflow.isJava) generateJava(workflow) else generateKotlin(workflow)

private fun generateJava(workflow: WorkflowModel): List<GeneratedFile> {
    val client = ClientModel(workflow)
    return listOf(
            JavaServiceGenerator(workflow).generate(),
            JavaPayloadsGenerator.generate(client),
            JavaClientGenerator(client).generate(),
        )
        .map { GeneratedFile(workflow.packageName, it.typeSpec().name(), "java", "$it") } +
        indexEntry(workflow)
}

private fun generateKotlin(workflow: WorkflowModel): List<GeneratedFile> {
    val client = ClientModel(workflow)
    val kotlin =
        listOf(
            ServiceGenerator.generate(workflow),
            PayloadsGenerator.generate(client),
            CoroutineClientGenerator(client).generate(),
        )
    val java = JavaClientGenerator(client).generate()
    return kotlin.map { GeneratedFile(it.packageName, it.name, "kt", "$it") } +
        GeneratedFile(workflow.packageName, workflow.clientClass, "java", "$java") +
        indexEntry(workflow)
}

/** The test kit reads this resource to find the class of a service by the name of the service. */
private fun indexEntry(workflow: WorkflowModel) =
    GeneratedFile(
        packageName = "",
        name = "META-INF/landlord/workflows/${workflow.serviceName}",
        extension = "",
        text = "${workflow.qualifiedServiceClass}\n",
    )
