package dev.landlord.workflow.contract

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowStatus
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.restate.WorkflowService
import dev.landlord.workflow.restate.run
import dev.landlord.workflow.restate.workflowStatus
import dev.restate.sdk.endpoint.definition.HandlerDefinition
import dev.restate.sdk.endpoint.definition.HandlerType
import dev.restate.sdk.endpoint.definition.ServiceDefinition
import dev.restate.sdk.endpoint.definition.ServiceType
import dev.restate.sdk.kotlin.HandlerRunner
import dev.restate.sdk.kotlin.SharedWorkflowContext
import dev.restate.sdk.kotlin.WorkflowContext
import dev.restate.serde.kotlinx.KotlinSerializationSerdeFactory
import dev.restate.serde.kotlinx.jsonSerde

/**
 * A Restate workflow service, made by hand, that takes a string and ends with one; with the
 * policies of a generated one.
 */
fun stringService(
    name: String,
    workflow: WorkflowDefinition<String, String> = landlordWorkflow { it },
    run: suspend (WorkflowContext, String) -> String,
): ServiceDefinition =
    ServiceDefinition.of(
            name,
            ServiceType.WORKFLOW,
            listOf(
                HandlerDefinition.of(
                    "run",
                    HandlerType.WORKFLOW,
                    jsonSerde<String>(),
                    jsonSerde<String>(),
                    HandlerRunner.of(KotlinSerializationSerdeFactory(), runner = run),
                ),
                HandlerDefinition.of(
                    "status",
                    HandlerType.SHARED,
                    KotlinSerializationSerdeFactory.UNIT,
                    jsonSerde<WorkflowStatus>(),
                    HandlerRunner.of(KotlinSerializationSerdeFactory()) {
                        context: SharedWorkflowContext ->
                        workflowStatus(context, name)
                    },
                ),
            ),
        )
        .configure { Served(workflow).configure(it) }

/** The same for a workflow: what the processor would make of it. */
fun stringService(name: String, workflow: WorkflowDefinition<String, String>): ServiceDefinition =
    stringService(name, workflow) { context, input -> workflow.run(context, input) }

private class Served(private val workflow: WorkflowDefinition<*, *>) : WorkflowService {
    override fun definition() = workflow
}
