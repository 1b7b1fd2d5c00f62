package dev.landlord.workflow.processor

import com.google.devtools.ksp.processing.CodeGenerator
import com.google.devtools.ksp.processing.KSPLogger
import com.google.devtools.ksp.processing.Resolver
import com.google.devtools.ksp.processing.SymbolProcessor
import com.google.devtools.ksp.symbol.KSAnnotated
import dev.landlord.workflow.processor.generate.ServiceWriter
import dev.landlord.workflow.processor.read.WorkflowReader
import dev.landlord.workflow.processor.validate.WorkflowValidator

/**
 * Makes a Restate service of every `@LandlordWorkflow`: read, model, validate, generate. From
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
 * it makes
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
 * which Restate's own processor takes up in the next round. Every problem is reported where it was
 * written, not only the first; what is valid is generated all the same.
 */
internal class LandlordProcessor(
    private val codeGenerator: CodeGenerator,
    private val logger: KSPLogger,
) : SymbolProcessor {
    private val validator = WorkflowValidator()

    override fun process(resolver: Resolver): List<KSAnnotated> {
        val reader = WorkflowReader(resolver)
        val writer = ServiceWriter(codeGenerator)
        // What does not resolve may be generated yet; if it never is, the compiler tells it.
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
