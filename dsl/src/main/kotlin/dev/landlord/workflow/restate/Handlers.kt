package dev.landlord.workflow.restate

import dev.landlord.workflow.AlreadyDecided
import dev.landlord.workflow.Approval
import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.ApprovalStatus
import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.GeneratedCodeApi
import dev.landlord.workflow.Promise
import dev.landlord.workflow.Query
import dev.landlord.workflow.Signal
import dev.landlord.workflow.WorkflowStatus
import dev.landlord.workflow.approval.approve
import dev.landlord.workflow.approval.reject
import dev.landlord.workflow.approval.status
import dev.landlord.workflow.body.written
import dev.landlord.workflow.handler.cancel
import dev.landlord.workflow.signal.awaited
import dev.landlord.workflow.signal.complete
import dev.landlord.workflow.signal.published
import dev.landlord.workflow.signal.send
import dev.restate.sdk.common.TerminalException
import dev.restate.sdk.kotlin.SharedWorkflowContext
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

// The shared handlers of a generated service. Each suspends until it has its answer. None adds an
// entry to the journal of the run, except for a decision or a value that the run waits for. The
// parameter `service` is the name of the service.

/**
 * Returns the status of the run of this key.
 *
 * @throws TerminalException with 404 if there is no run of that key
 */
@GeneratedCodeApi
public suspend fun workflowStatus(
    context: SharedWorkflowContext,
    service: String,
): WorkflowStatus = context.handle(service) { it.status() }

/**
 * Cancels the run of this key: the next verb of its body throws, and its undo actions run. Returns
 * when Restate has accepted the request. Does nothing if the run has ended.
 *
 * @throws TerminalException with 404 if there is no run of that key
 */
@GeneratedCodeApi
public suspend fun cancelWorkflow(context: SharedWorkflowContext, service: String): Unit =
    context.handle(service) { it.cancel() }

/**
 * Approves the request that the run of this key waits for, and returns its status. A repeated
 * decision is answered with the first one.
 *
 * @throws TerminalException if the decision was not accepted: 400 if it is malformed, 403 if its
 *   actor may not decide, 404 if there is no such run or no request yet, 409 ([AlreadyDecided]) if
 *   a different decision was accepted, 410 if the request timed out or was withdrawn, 503 if
 *   `authorize` failed
 */
@GeneratedCodeApi
public suspend fun <T> approve(
    context: SharedWorkflowContext,
    service: String,
    approval: Approval<T>,
    input: ApprovalInput<T>,
): ApprovalStatus = context.handle(service) { it.approve(approval, input) }

/** Approves a request without a value; everything else is as for an approval with a value. */
@GeneratedCodeApi
public suspend fun approve(
    context: SharedWorkflowContext,
    service: String,
    approval: Approval<Unit>,
    input: DecisionInput,
): ApprovalStatus = context.handle(service) { it.approve(approval, input) }

/** Rejects the request that the run of this key waits for; everything else is as in [approve]. */
@GeneratedCodeApi
public suspend fun reject(
    context: SharedWorkflowContext,
    service: String,
    approval: Approval<*>,
    input: DecisionInput,
): ApprovalStatus = context.handle(service) { it.reject(approval, input) }

/**
 * Sends [value] to the run of this key, which takes it with `awaitSignal`.
 *
 * @throws TerminalException with 404 if there is no run of that key, 410 if it has ended
 */
@GeneratedCodeApi
public suspend fun <T> send(
    context: SharedWorkflowContext,
    service: String,
    signal: Signal<T>,
    value: T,
): Unit = context.handle(service) { it.send(signal, value) }

/**
 * Returns the value that the run of this key published last.
 *
 * @throws TerminalException with 404 if there is no run of that key, or no published value
 */
@GeneratedCodeApi
public suspend fun <T> published(
    context: SharedWorkflowContext,
    service: String,
    query: Query<T>,
): T = context.handle(service) { it.published(query) }

/**
 * Completes [promise] of the run of this key with [value].
 *
 * @throws TerminalException with 404 if there is no run of that key, 409 if the promise has a
 *   value, 410 if the run has ended
 */
@GeneratedCodeApi
public suspend fun <T> complete(
    context: SharedWorkflowContext,
    service: String,
    promise: Promise<T>,
    value: T,
): Unit = context.handle(service) { it.complete(promise, value) }

/**
 * Waits until [promise] of the run of this key has a value, and returns the value.
 *
 * @throws TerminalException with 404 if there is no run of that key, 410 if it ends without a value
 */
@GeneratedCodeApi
public suspend fun <T> awaited(
    context: SharedWorkflowContext,
    service: String,
    promise: Promise<T>,
): T = context.handle(service) { it.awaited(promise) }

/** Runs [block] on the run of this key. A [BusinessFailure] reaches callers with its type. */
private suspend fun <T> SharedWorkflowContext.handle(
    service: String,
    block: suspend (RestateHandlerPort) -> T,
): T =
    AttemptLog("$service/${key()}").report {
        // Code of the user decides who may approve, and may block.
        withContext(Dispatchers.Default) {
            try {
                block(RestateHandlerPort(this@handle, service))
            } catch (failure: TerminalException) {
                throw failure.written()
            }
        }
    }
