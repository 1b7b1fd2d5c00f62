@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.contract

import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.body.WorkflowRun
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.landlordWorkflow
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
import dev.restate.sdk.endpoint.definition.ServiceDefinition
import dev.restate.sdk.endpoint.definition.ServiceType
import dev.restate.sdk.kotlin.HandlerRunner
import dev.restate.sdk.kotlin.WorkflowContext

/**
 * A hand-written Restate workflow service with a string as input and result, and with the policies
 * of a generated one.
 */
fun stringService(
    name: String,
    workflow: WorkflowDefinition<String, String> = landlordWorkflow { it },
    desk: (key: String) -> Desk = { Desk() },
    options: HandlerRunner.Options = HandlerRunner.Options.DEFAULT,
    run: suspend (WorkflowContext, String) -> String,
): ServiceDefinition =
    ServiceDefinition.of(
            name,
            ServiceType.WORKFLOW,
            listOf(
                runHandler(options, run),
                sharedHandler("status") { workflowStatus(it, name) },
                sharedHandler("cancel") { cancelWorkflow(it, name) },
                sharedHandler("approveFinance") { context, input: ApprovalInput<Int> ->
                    approve(context, name, desk(context.key()).finance, input)
                },
                sharedHandler("rejectFinance") { context, input: DecisionInput ->
                    reject(context, name, desk(context.key()).finance, input)
                },
                sharedHandler("approveLegal") { context, input: DecisionInput ->
                    approve(context, name, desk(context.key()).legal, input)
                },
                sharedHandler("rejectLegal") { context, input: DecisionInput ->
                    reject(context, name, desk(context.key()).legal, input)
                },
                sharedHandler("resized") { context, value: String ->
                    send(context, name, desk(context.key()).resized, value)
                },
                sharedHandler("completeReady") { context, value: String ->
                    complete(context, name, desk(context.key()).ready, value)
                },
                sharedHandler("ready") { awaited(it, name, desk(it.key()).ready) },
                sharedHandler("progress") {
                    published(it, name, desk(it.key()).progress)
                },
            ),
        )
        .configure { Served(name, workflow).configure(it) }

/** The service that the processor would generate for a workflow. */
fun stringService(name: String, workflow: WorkflowDefinition<String, String>): ServiceDefinition =
    stringService(name, workflow) { context, input ->
        WorkflowRun(workflow, context.journal(name)).run(input)
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
