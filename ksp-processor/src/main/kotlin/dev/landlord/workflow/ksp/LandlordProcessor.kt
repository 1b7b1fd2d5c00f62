package dev.landlord.workflow.ksp

import com.google.devtools.ksp.processing.CodeGenerator
import com.google.devtools.ksp.processing.Dependencies
import com.google.devtools.ksp.processing.KSPLogger
import com.google.devtools.ksp.processing.Resolver
import com.google.devtools.ksp.processing.SymbolProcessor
import com.google.devtools.ksp.symbol.KSAnnotated
import com.google.devtools.ksp.symbol.KSFile
import dev.landlord.workflow.codegen.generate.GeneratedFile
import dev.landlord.workflow.codegen.generate.generate
import dev.landlord.workflow.codegen.validate.JAVA_WORKFLOWS
import dev.landlord.workflow.codegen.validate.OPT_IN
import dev.landlord.workflow.codegen.validate.WorkflowValidator
import dev.landlord.workflow.ksp.read.WorkflowReader

/**
 * Generates a Restate service for every `@LandlordWorkflow`: reads the KSP symbols into the model
 * of `landlord-codegen`, which validates the model and generates the sources. From
 *
 * ```
 * @LandlordWorkflow
 * class ProvisionTenant(private val cloud: Cloud) {
 *     val finance by approval<Budget>(within = 3.days)
 *
 *     val workflow = landlordWorkflow<ProvisionRequest, Tenant> { … }
 * }
 * ```
 *
 * it generates
 *
 * ```
 * @Workflow
 * @Name("ProvisionTenant")
 * public class ProvisionTenantService(workflow: ProvisionTenant) : WorkflowService {
 *     @Workflow
 *     public suspend fun run(context: WorkflowContext, request: ProvisionRequest): Tenant = …
 *
 *     @Shared
 *     public suspend fun status(context: SharedWorkflowContext): WorkflowStatus = …
 *
 *     @Shared
 *     public suspend fun approveFinance(context: …, input: ApprovalInput<Budget>): ApprovalStatus = …
 *
 *     @Shared
 *     public suspend fun rejectFinance(context: …, input: DecisionInput): ApprovalStatus = …
 * }
 * ```
 *
 * from which Restate's own processor generates more code in the next round. Reports each problem at
 * its source, and generates the services of the other workflows of the module.
 */
internal class LandlordProcessor(
    private val codeGenerator: CodeGenerator,
    private val logger: KSPLogger,
    options: Map<String, String>,
) : SymbolProcessor {
    private val validator =
        WorkflowValidator(optedIn = options[OPT_IN].orEmpty().split(',').map { it.trim() }.toSet())

    /** Whether javac runs `landlord-java-processor`, which owns the workflow classes in Java. */
    private val hasJavaProcessor = options[JAVA_WORKFLOWS] == "javac"

    override fun process(resolver: Resolver): List<KSAnnotated> {
        val reader = WorkflowReader(resolver)
        // Another processor may still generate an unresolved type. If none does, the compiler
        // reports
        // the type.
        val (unresolved, workflows) =
            reader.read().partition { workflow ->
                workflow.hasUnresolved ||
                    workflow.definitions.any { it.input.isUnresolved || it.output.isUnresolved } ||
                    workflow.interactions.any { it.payload.isUnresolved }
            }
        for (workflow in workflows) {
            val isLeftToJavac = workflow.isJava && workflow.body != null
            if (isLeftToJavac && hasJavaProcessor) continue
            val problems =
                if (isLeftToJavac) listOf(validator.leftToJavac(workflow))
                else validator.problems(workflow)
            problems.forEach { logger.error(it.text, reader.node(it.at)) }
            if (problems.isEmpty()) {
                val source = reader.file(workflow.at)
                generate(workflow).forEach { write(it, source) }
            }
        }
        return unresolved.map { reader.node(it.at) }
    }

    private fun write(file: GeneratedFile, source: KSFile?) {
        val from = Dependencies(aggregating = false, *listOfNotNull(source).toTypedArray())
        val output =
            if (file.extension.isEmpty()) codeGenerator.createNewFileByPath(from, file.name, "")
            else codeGenerator.createNewFile(from, file.packageName, file.name, file.extension)
        output.writer(Charsets.UTF_8).use { it.write(file.text) }
    }
}
