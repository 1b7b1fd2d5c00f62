@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.engine

import dev.landlord.workflow.Advice
import dev.landlord.workflow.AttachTo
import dev.landlord.workflow.CallService
import dev.landlord.workflow.CancelInvocation
import dev.landlord.workflow.ContinueAs
import dev.landlord.workflow.Invocation
import dev.landlord.workflow.ResultType
import dev.landlord.workflow.SendToService
import dev.landlord.workflow.WorkflowCancelledException
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.written
import dev.restate.common.Target
import dev.restate.sdk.common.TerminalException
import dev.restate.serde.TypeTag

// What a body asks of other services, made of what the journal can begin and wait for.

/**
 * Waits for the answer. A branch that is told to end cancels the invocation and waits for its end
 * (G3): if it has succeeded nonetheless, that is the answer.
 *
 * @param isUndoing whether an undo action calls, from which no cancellation of the run may keep it:
 *   Restate cancels by itself whatever a run has called, but not what it has sent
 */
internal suspend fun <O> WorkflowScope.called(
    call: CallService<O>,
    run: RunContext,
    isUndoing: Boolean,
): O {
    val request = call.request.written(run)
    val begun = if (isUndoing) begunUndoing(request) else perform(BeginCall(request))
    val settled =
        try {
            perform(AwaitFirst(listOf(begun.result)))
        } catch (stop: TerminalException) {
            // Of a cancellation of the run Restate tells everyone whom it has called.
            if (stop !is WorkflowCancelledException) {
                val id = perform(AwaitFirst(listOf(begun.id), isClosing = true))
                perform(BeginCancel(id.text(), isClosing = true))
            }
            perform(AwaitFirst(listOf(begun.result), isClosing = true)).also {
                if (it.result.isFailure) throw stop
            }
        }
    return settled.answer("call", "${request.target}", call.request.responseTypeTag)
}

private suspend fun WorkflowScope.begunUndoing(request: ServiceRequest): Call {
    val id = perform(BeginSend(request))
    val known = perform(AwaitFirst(listOf(id), isClosing = true)).text()
    return Call(id, perform(BeginAttach(known, isClosing = true)))
}

/** Sends, and waits until it is accepted. */
internal suspend fun <O> WorkflowScope.sent(
    send: SendToService<O>,
    run: RunContext,
): Invocation<O> {
    val begun = perform(BeginSend(send.request.written(run), send.after))
    val id = perform(AwaitFirst(listOf(begun), isClosing = true)).text()
    return Invocation(id, "${send.request.target}", send.request.responseTypeTag)
}

/** @param own the workflow whose next run it is */
internal suspend fun WorkflowScope.continued(
    next: ContinueAs,
    service: String,
    own: WorkflowDefinition<*, *>,
) {
    require(next.type == own.input) { Advice.continueAsInput(next.key, next.type, own.input) }
    val input = ResultType.of<Any?>(own.input).written("continueAs(\"${next.key}\")", next.input)
    val request = ServiceRequest(Target.workflow(service, next.key, "run"), input, null, emptyMap())
    perform(AwaitFirst(listOf(perform(BeginSend(request, next.after))), isClosing = true))
}

internal suspend fun <O> WorkflowScope.attached(attach: AttachTo<O>): O {
    val invocation = attach.invocation
    val result = perform(BeginAttach(invocation.id))
    return perform(AwaitFirst(listOf(result))).answer("attach", invocation.id, invocation.type)
}

internal suspend fun WorkflowScope.cancelled(cancel: CancelInvocation) =
    perform(BeginCancel(cancel.invocation.id))

private fun Settled.text() = result.getOrThrow().toByteArray().decodeToString()

private fun <O> Settled.answer(verb: String, target: String, type: TypeTag<O>): O {
    val answer = result.getOrElse { throw if (it is TerminalException) it.read() else it }
    return type.read(verb, target, answer)
}
