package dev.landlord.workflow

import dev.landlord.workflow.engine.Race

/**
 * Runs all [bodies] as branches of this run and ends as the first of them that ends: with its
 * result, or with its failure. Suspends. Journal: nothing of its own; the branches' entries, and
 * one Run for each undo action of a loser. Which one is first comes from the journal.
 *
 * The others are stopped: what they wait for is abandoned, a step in flight settles first
 * (guarantee G3), a service that was called is cancelled. The race ends when all of them have. What
 * a loser returns later is dropped.
 *
 * A cancellation of the run, or a failure of a sibling of this branch, decides no race: who settles
 * well then has won, and the body goes on with that to its next verb.
 *
 * A branch that fails wins, too. One whose failure shall not count must catch it.
 *
 * @param undoLosers whether what the losers registered with [compensate] is undone before the race
 *   ends, in reverse order of registration; otherwise it is kept, and undone if the run fails
 *   later, as is what the winner registered. Default `true` An undo action that fails for good does
 *   not fail the race: `status` names it, and so does the failure of the run if it fails
 * @throws IllegalArgumentException if there is no body
 */
public suspend fun <T> WorkflowScope.race(
    vararg bodies: suspend WorkflowScope.() -> T,
    undoLosers: Boolean = true,
): T = race(bodies.asList(), undoLosers)

/** Runs a branch for each of [bodies]; otherwise as the [race] of several. */
public suspend fun <T> WorkflowScope.race(
    bodies: List<suspend WorkflowScope.() -> T>,
    undoLosers: Boolean = true,
): T {
    require(bodies.isNotEmpty()) { VerbErrors.emptyRace() }
    return perform(Race(bodies.map(::body), undoLosers, hasTimeLimit = false))
}
