package dev.landlord.workflow

import dev.landlord.workflow.engine.Saga

/**
 * Runs [block], and returns its result. If the block fails, its undo actions run in reverse order
 * of registration; then this throws the failure, so that the body can catch it and continue in
 * another way. Suspends. Journal: the entries of the block, and one Run for each undo action that
 * runs.
 *
 * When the block returns, its undo actions are added to those of the enclosing saga, at the
 * outermost level those of the workflow, and run if that fails later. The body of a workflow is
 * such a block, so most workflows need no other.
 *
 * When the run is cancelled, or a parallel branch fails, the undo actions of the block run before
 * those of the enclosing sagas. A cancellation does not stop them (guarantee G3).
 *
 * An undo action that fails for good does not stop the others. The failure that this throws names
 * the action, which does not run again (G4).
 *
 * @throws dev.restate.sdk.common.TerminalException the failure of the block
 */
public suspend fun <T> WorkflowScope.saga(block: suspend WorkflowScope.() -> T): T =
    perform(Saga(body(block)))
