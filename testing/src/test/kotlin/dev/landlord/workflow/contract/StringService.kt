@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.contract

import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.ApprovalStatus
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowStatus
import dev.landlord.workflow.engine.Engine
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.restate.RequestSerdeFactory
import dev.landlord.workflow.restate.WorkflowService
import dev.landlord.workflow.restate.approve
import dev.landlord.workflow.restate.awaited
import dev.landlord.workflow.restate.cancelWorkflow
import dev.landlord.workflow.restate.complete
import dev.landlord.workflow.restate.journal
import dev.landlord.workflow.restate.published
import dev.landlord.workflow.restate.reject
import dev.landlord.workflow.restate.run
import dev.landlord.workflow.restate.send
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
import dev.restate.serde.kotlinx.typeTag

/**
 * A Restate workflow service, made by hand, that takes a string and ends with one; with the
 * policies of a generated one.
 */
fun stringService(
    name: String,
    workflow: WorkflowDefinition<String, String> = landlordWorkflow { it },
    desk: (key: String) -> Desk = { Desk() },
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
                shared<Unit, WorkflowStatus>("status") { workflowStatus(it, name) },
                shared<Unit, Unit>("cancel") { cancelWorkflow(it, name) },
                shared<ApprovalInput<Int>, ApprovalStatus>("approveFinance") { context, input ->
                    approve(context, name, desk(context.key()).finance, input)
                },
                shared<DecisionInput, ApprovalStatus>("rejectFinance") { context, input ->
                    reject(context, name, desk(context.key()).finance, input)
                },
                shared<DecisionInput, ApprovalStatus>("approveLegal") { context, input ->
                    approve(context, name, desk(context.key()).legal, input)
                },
                shared<DecisionInput, ApprovalStatus>("rejectLegal") { context, input ->
                    reject(context, name, desk(context.key()).legal, input)
                },
                shared<String, Unit>("resized") { context, value ->
                    send(context, name, desk(context.key()).resized, value)
                },
                shared<String, Unit>("completeReady") { context, value ->
                    complete(context, name, desk(context.key()).ready, value)
                },
                shared<Unit, String>("ready") { awaited(it, name, desk(it.key()).ready) },
                shared<Unit, String>("progress") {
                    published(it, name, desk(it.key()).progress)
                },
            ),
        )
        .configure { Served(name, workflow).configure(it) }

private inline fun <reified I, reified O> shared(
    name: String,
    crossinline handler: suspend (SharedWorkflowContext) -> O,
) =
    HandlerDefinition.of(
        name,
        HandlerType.SHARED,
        KotlinSerializationSerdeFactory.UNIT,
        jsonSerde<O>(),
        HandlerRunner.of(RequestSerdeFactory()) { context: SharedWorkflowContext ->
            handler(context)
        },
    )

private inline fun <reified I, reified O> shared(
    name: String,
    crossinline handler: suspend (SharedWorkflowContext, I) -> O,
) =
    HandlerDefinition.of(
        name,
        HandlerType.SHARED,
        RequestSerdeFactory().create(typeTag<I>()),
        jsonSerde<O>(),
        HandlerRunner.of(RequestSerdeFactory()) { context: SharedWorkflowContext, input: I ->
            handler(context, input)
        },
    )

/** The same for a workflow: what the processor would make of it. */
fun stringService(name: String, workflow: WorkflowDefinition<String, String>): ServiceDefinition =
    stringService(name, workflow) { context, input ->
        Engine(context.journal(name)).run(workflow, input)
    }

private class Served(private val name: String, private val workflow: WorkflowDefinition<*, *>) :
    WorkflowService {
    private val desk = Desk { authorize { true } }

    override fun name() = name

    override fun definition() = workflow

    override fun approvals() = listOf(desk.finance)

    override fun signals() = listOf(desk.resized)

    override fun queries() = listOf(desk.progress)

    override fun promises() = listOf(desk.ready)
}
