package dev.landlord.workflow.processor

import com.google.devtools.ksp.processing.CodeGenerator
import com.google.devtools.ksp.processing.KSPLogger
import com.google.devtools.ksp.processing.Resolver
import com.google.devtools.ksp.processing.SymbolProcessor
import com.google.devtools.ksp.symbol.KSAnnotated
import dev.landlord.workflow.processor.generate.ServiceWriter
import dev.landlord.workflow.processor.read.WorkflowReader
import dev.landlord.workflow.processor.validate.Diagnostic
import dev.landlord.workflow.processor.validate.WorkflowValidator

/**
 * Generates a Restate service for every `@LandlordWorkflow`: read, model, validate, generate. From
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
 * from which Restate's own processor generates more in the next round. Every problem is reported at
 * its source, not only the first; services of valid workflows are generated even so.
 */
internal class LandlordProcessor(
    private val codeGenerator: CodeGenerator,
    private val logger: KSPLogger,
    options: Map<String, String>,
) : SymbolProcessor {
    private val validator =
        WorkflowValidator(
            optedIn = options[Diagnostic.OPT_IN].orEmpty().split(',').map { it.trim() }.toSet()
        )

    override fun process(resolver: Resolver): List<KSAnnotated> {
        val reader = WorkflowReader(resolver)
        val writer = ServiceWriter(codeGenerator)
        // Another processor may generate a type that does not resolve yet; if none does, the
        // compiler reports it.
        val (unresolved, workflows) =
            reader.read().partition { workflow ->
                workflow.hasUnresolved ||
                    workflow.definitions.any { it.input.isUnresolved || it.output.isUnresolved } ||
                    workflow.interactions.any { it.payload.isUnresolved }
            }
        for (workflow in workflows) {
            val problems = validator.problems(workflow)
            problems.forEach { logger.error(it.text, reader.node(it.at)) }
            if (problems.isEmpty()) writer.write(workflow, reader.file(workflow.at))
        }
        return unresolved.map { reader.node(it.at) }
    }
}
