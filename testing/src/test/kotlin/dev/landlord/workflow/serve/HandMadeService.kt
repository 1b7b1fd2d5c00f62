package dev.landlord.workflow.serve

import dev.landlord.workflow.Approval
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.contract.Desk
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.restate.WorkflowService
import dev.landlord.workflow.restate.run
import dev.restate.sdk.endpoint.definition.HandlerRunner
import dev.restate.sdk.endpoint.definition.ServiceDefinition
import dev.restate.sdk.endpoint.definition.ServiceDefinitionFactory
import dev.restate.sdk.kotlin.HandlerRunner as KotlinHandlerRunner
import dev.restate.sdk.kotlin.HandlerRunner.Options.Companion.DEFAULT

/** A workflow service as the processor generates it, with the handlers of [Desk]. */
open class HandMadeService(
    private val name: String,
    private val workflow: WorkflowDefinition<String, String>,
    private val approvals: List<Approval<*>> = emptyList(),
) : WorkflowService, ServiceDefinitionFactory<Any> {
    override fun name() = name

    override fun definition() = workflow

    override fun approvals() = approvals

    override fun create(
        serviceObject: Any,
        overrideHandlerOptions: HandlerRunner.Options?,
    ): ServiceDefinition {
        val options = overrideHandlerOptions as KotlinHandlerRunner.Options?
        return stringService(name, workflow, options = options ?: DEFAULT) { context, input ->
            workflow.run(context, input)
        }
    }

    override fun supports(serviceObject: Any) = serviceObject === this
}
