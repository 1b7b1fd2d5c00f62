package dev.landlord.workflow

import dev.landlord.workflow.engine.Race

/**
 * Runs all [bodies] as branches of this run, and ends like the first branch that ends: returns its
 * result, or throws its failure. Suspends. Journal: the entries of the branches, and one Run for
 * each undo action of a loser. The journal decides which branch is first.
 *
 * The other branches are stopped: a wait is abandoned, a step in flight settles first (guarantee
 * G3), a service that was called is cancelled. The race ends when all branches have ended. The
 * result of a loser is dropped.
 *
 * A cancellation of the run, or a failure of a parallel branch, does not decide a race: a branch
 * that then ends with a result wins, and the next verb of the body throws.
 *
 * A branch that fails also wins. To ignore a failure, catch it in the branch.
 *
 * @param undoLosers `true`, the default: the undo actions of the losers run before the race ends,
 *   in reverse order of registration. `false`: they are kept, and run if the run fails later, like
 *   those of the winner. An undo action that fails for good does not fail the race: `status` names
 *   it, and so does the failure of the run if it fails
 * @throws IllegalArgumentException if [bodies] is empty
 */
public suspend fun <T> WorkflowScope.race(
    vararg bodies: suspend WorkflowScope.() -> T,
    undoLosers: Boolean = true,
): T = race(bodies.asList(), undoLosers)

/** Runs a branch for each of [bodies]; everything else is as in the other [race]. */
public suspend fun <T> WorkflowScope.race(
    bodies: List<suspend WorkflowScope.() -> T>,
    undoLosers: Boolean = true,
): T {
    require(bodies.isNotEmpty()) { VerbErrors.emptyRace() }
    return perform(Race(bodies.map(::body), undoLosers, hasTimeLimit = false))
}
