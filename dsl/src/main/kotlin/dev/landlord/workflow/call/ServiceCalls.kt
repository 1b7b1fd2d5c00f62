package dev.landlord.workflow.call

import dev.landlord.workflow.Invocation
import dev.landlord.workflow.ResultType
import dev.landlord.workflow.VerbErrors
import dev.landlord.workflow.WorkflowCancelledException
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.engine.Await
import dev.landlord.workflow.engine.CallHandle
import dev.landlord.workflow.engine.CancelInvocation
import dev.landlord.workflow.engine.Handle
import dev.landlord.workflow.engine.Journal
import dev.landlord.workflow.engine.ServiceRequest
import dev.landlord.workflow.engine.Settled
import dev.landlord.workflow.engine.StartAttach
import dev.landlord.workflow.engine.StartCall
import dev.landlord.workflow.engine.StartSend
import dev.landlord.workflow.typed
import dev.landlord.workflow.written
import dev.restate.common.Request
import dev.restate.common.Target
import dev.restate.sdk.common.TerminalException
import dev.restate.serde.TypeTag
import kotlin.reflect.KType
import kotlin.time.Duration

// The verbs for other services, as functions over the primitives of the engine.

/**
 * The run that sends a request.
 *
 * @property isUndoing whether an undo action sends it: no cancellation of the run may stop it
 */
internal class RequestingRun(
    private val journal: Journal,
    val isUndoing: Boolean,
    val nextRequest: () -> Int,
) {
    val invocationId: String
        get() = journal.invocationId

    /** @throws IllegalStateException if [request] goes to the run itself */
    fun requireOther(request: Request<*, *>) =
        check(!journal.isOwn(request.target)) { VerbErrors.callsItself("${request.target}") }

    /** @throws IllegalStateException if the journal does not know the name of the service */
    fun requireService(key: String): String =
        checkNotNull(journal.service) { VerbErrors.continueAsUnknown(key) }
}

/**
 * Calls a service and returns its result. A branch that is stopped cancels the invocation and waits
 * for its end (G3): if the invocation has succeeded nevertheless, this returns its result.
 */
internal suspend fun <O> WorkflowScope.callService(
    request: Request<*, O>,
    run: RequestingRun,
): O {
    val written = request.written(run)
    val call = if (run.isUndoing) startUndoing(written) else perform(StartCall(written))
    // A failure of the callee is a value here; only a stop of this branch throws.
    val read = { settled: Settled ->
        settled.answer("call", "${request.target}", request.responseTypeTag)
    }
    val answer =
        try {
            perform(Await(listOf(call.result), read = read))
        } catch (stop: TerminalException) {
            // Restate cancels the callees of a run that is cancelled.
            if (stop !is WorkflowCancelledException) {
                val id = perform(Await(listOf(call.id), isClosing = true, read = Settled::text))
                perform(CancelInvocation(id, isClosing = true))
            }
            perform(Await(listOf(call.result), isClosing = true, read = read)).also {
                if (it.isFailure) throw stop
            }
        }
    return answer.getOrThrow()
}

/** A send and an attach: Restate does not cancel them when the run is cancelled. */
private suspend fun WorkflowScope.startUndoing(request: ServiceRequest): CallHandle {
    val id = perform(StartSend(request))
    val known = perform(Await(listOf(id), isClosing = true, read = Settled::text))
    return CallHandle(id, perform(StartAttach(known, isClosing = true)))
}

/** Sends a request, and waits until Restate has accepted it. */
internal suspend fun <O> WorkflowScope.sendToService(
    request: Request<*, O>,
    after: Duration,
    run: RequestingRun,
): Invocation<O> {
    val id = accepted(perform(StartSend(request.written(run), after)))
    return Invocation(id, "${request.target}", request.responseTypeTag)
}

/** Starts the next run of [own], the workflow of this run. */
internal suspend fun WorkflowScope.continueRun(
    service: String,
    key: String,
    input: Any?,
    type: KType,
    after: Duration,
    own: WorkflowDefinition<*, *>,
) {
    require(type == own.input) { VerbErrors.continueAsInput(key, type, own.input) }
    val json = ResultType.of<Any?>(own.input).written("continueAs(\"$key\")", input)
    val request = ServiceRequest(Target.workflow(service, key, "run"), json, null, emptyMap())
    accepted(perform(StartSend(request, after)))
}

/** Waits for the result of an invocation that was sent. */
internal suspend fun <O> WorkflowScope.attachTo(invocation: Invocation<O>): O {
    val result = perform(StartAttach(invocation.id))
    return perform(Await(listOf(result)) { it.answer("attach", invocation.id, invocation.type) })
        .getOrThrow()
}

private suspend fun WorkflowScope.accepted(id: Handle): String =
    perform(Await(listOf(id), isClosing = true, read = Settled::text))

private fun Settled.text() = outcome.getOrThrow().toByteArray().decodeToString()

/** The answer, or the failure, a [dev.landlord.workflow.BusinessFailure] with its type. */
private fun <O> Settled.answer(verb: String, target: String, type: TypeTag<O>): Result<O> =
    outcome.fold(
        { Result.success(type.read(verb, target, it)) },
        { Result.failure(if (it is TerminalException) it.typed() else it) },
    )
