package dev.landlord.workflow.restate

import dev.landlord.workflow.Approval
import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.ApprovalStatus
import dev.landlord.workflow.DecisionInput
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

// The shared handlers of a generated service. All suspend; none adds an entry to the run's journal,
// except for a decision or a value that the run waits for.

/**
 * Returns the status of the run of this key.
 *
 * @param service the name of the service
 * @throws TerminalException with 404 if the key has no run, or Restate no longer keeps it
 */
public suspend fun workflowStatus(
    context: SharedWorkflowContext,
    service: String,
): WorkflowStatus = context.handle(service) { it.status() }

/**
 * Cancels the run of this key: the next verb of its body throws, and its effects are undone.
 * Returns when Restate has accepted the request; a run that has ended does not change.
 *
 * @param service the name of the service
 * @throws TerminalException with 404 if the key has no run, or Restate no longer keeps it
 */
public suspend fun cancelWorkflow(context: SharedWorkflowContext, service: String): Unit =
    context.handle(service) { it.cancel() }

/**
 * Approves the request that the run of this key waits for. The same decision again gets the answer
 * of the first.
 *
 * @param service the name of the service
 * @throws TerminalException if the decision is refused: 400 if it is malformed, 403 if its actor
 *   may not decide, 404 if there is no such run or no such request, 409 ([AlreadyDecided]) if
 *   another decision was accepted, 410 if the time is up or the request was withdrawn, 503 if the
 *   decision could not be checked
 */
public suspend fun <T> approve(
    context: SharedWorkflowContext,
    service: String,
    approval: Approval<T>,
    input: ApprovalInput<T>,
): ApprovalStatus = context.handle(service) { it.approve(approval, input) }

/** The same for an approval without a value. */
public suspend fun approve(
    context: SharedWorkflowContext,
    service: String,
    approval: Approval<Unit>,
    input: DecisionInput,
): ApprovalStatus = context.handle(service) { it.approve(approval, input) }

/** Rejects the request that the run of this key waits for; otherwise as [approve]. */
public suspend fun reject(
    context: SharedWorkflowContext,
    service: String,
    approval: Approval<*>,
    input: DecisionInput,
): ApprovalStatus = context.handle(service) { it.reject(approval, input) }

/**
 * Sends [value] to the run of this key, which takes it with `awaitSignal`.
 *
 * @param service the name of the service
 * @throws TerminalException with 404 if there is no run of that key, 410 if it has ended
 */
public suspend fun <T> send(
    context: SharedWorkflowContext,
    service: String,
    signal: Signal<T>,
    value: T,
): Unit = context.handle(service) { it.send(signal, value) }

/**
 * The value that the run of this key published last.
 *
 * @param service the name of the service
 * @throws TerminalException with 404 if there is no run of that key, or it has published nothing
 */
public suspend fun <T> published(
    context: SharedWorkflowContext,
    service: String,
    query: Query<T>,
): T = context.handle(service) { it.published(query) }

/**
 * Sets [promise] of the run of this key to [value].
 *
 * @param service the name of the service
 * @throws TerminalException with 404 if there is no run of that key, 409 if it has a value, 410 if
 *   the run has ended
 */
public suspend fun <T> complete(
    context: SharedWorkflowContext,
    service: String,
    promise: Promise<T>,
    value: T,
): Unit = context.handle(service) { it.complete(promise, value) }

/**
 * Waits until [promise] of the run of this key has a value, and returns it.
 *
 * @param service the name of the service
 * @throws TerminalException with 404 if there is no run of that key, 410 if it ends without
 */
public suspend fun <T> awaited(
    context: SharedWorkflowContext,
    service: String,
    promise: Promise<T>,
): T = context.handle(service) { it.awaited(promise) }

/** Runs [block] on the run of this key; a failure with a type reaches callers with its type. */
private suspend fun <T> SharedWorkflowContext.handle(
    service: String,
    block: suspend (RestateHandlerPort) -> T,
): T =
    AttemptLog("$service/${key()}").report {
        try {
            block(RestateHandlerPort(this, service))
        } catch (failure: TerminalException) {
            throw failure.written()
        }
    }
