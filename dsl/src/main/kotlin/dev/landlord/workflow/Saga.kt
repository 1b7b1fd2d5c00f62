package dev.landlord.workflow

import dev.landlord.workflow.engine.Saga

/**
 * Runs [block], and undoes what it registered if it fails: its undo actions run in reverse order of
 * registration before the failure is thrown here, so that the body can catch it and try something
 * else. Suspends. Journal: nothing of its own; the block's entries, and one Run for each undo
 * action that runs.
 *
 * What a block that ends well registered belongs to the enclosing saga from then on, in the end to
 * the workflow itself: it is undone if that fails later. A workflow's body is such a block, so most
 * need no other.
 *
 * When the run is cancelled, or a parallel branch fails, the block's undo actions run before those
 * of the enclosing sagas. A cancellation does not stop them (guarantee G3).
 *
 * An undo action that fails for good does not stop the others; the failure thrown here names it,
 * and it is not tried again later (G4).
 *
 * @throws dev.restate.sdk.common.TerminalException what the block failed with
 */
public suspend fun <T> WorkflowScope.saga(block: suspend WorkflowScope.() -> T): T =
    perform(Saga(body(block)))
