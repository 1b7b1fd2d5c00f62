@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.restate

import dev.landlord.workflow.Advice
import dev.landlord.workflow.WorkflowStatus
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.engine.RunState
import dev.landlord.workflow.engine.status
import dev.landlord.workflow.fail
import dev.restate.common.Slice
import dev.restate.sdk.common.StateKey
import dev.restate.sdk.common.TerminalException
import dev.restate.sdk.kotlin.SharedWorkflowContext
import dev.restate.serde.Serde
import dev.restate.serde.TypeTag

/**
 * Where the run of this key stands: what a generated service does in its `status`. Suspends; adds
 * nothing to the run's journal.
 *
 * @param service the name of the service
 * @throws TerminalException with 404 if there is no run of that key, or no longer
 */
public suspend fun workflowStatus(
    context: SharedWorkflowContext,
    service: String,
): WorkflowStatus {
    val state = ContextState(context)
    val run = context.invocationHandle<Slice>(runInvocationId(service, context.key()), BYTES)
    val hasEndedWell =
        try {
            run.output().isReady
        } catch (failure: TerminalException) {
            // A run of ours that failed with the same words has written so.
            if (failure.isNotFound && state.keys().isEmpty()) {
                fail(Advice.noSuchRun(service, context.key()), code = 404)
            }
            return state.status(hasEnded = true, failure)
        }
    return state.status(hasEndedWell, failure = null)
}

private val BYTES = TypeTag.of(Serde.SLICE)

/** Restate's answer to a question about an invocation that it does not know. */
private val TerminalException.isNotFound
    get() = code == 404 && message == "not found"

private class ContextState(private val context: SharedWorkflowContext) : RunState {
    override suspend fun get(key: String): Slice? = context.get(StateKey.of(key, Serde.SLICE))

    override suspend fun keys(): Collection<String> = context.stateKeys()
}
