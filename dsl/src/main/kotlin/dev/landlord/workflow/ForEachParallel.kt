package dev.landlord.workflow

import dev.landlord.workflow.engine.Yield

/**
 * Runs [body] for each of [items] in branches of this run, at most [concurrency] at a time, and
 * returns the results in the order of the items. Suspends. Journal: the entries of the branches, in
 * an order that the journal records.
 *
 * Items start in their order, the next as soon as a branch is free. As in [parallel], the first
 * terminal failure stops the other branches, whose steps in flight settle first (G3); no further
 * item starts.
 *
 * Set [concurrency] if the called system has a limit. All items share one journal, and every replay
 * reads the whole journal: with more than a few thousand items, start a workflow for each part.
 *
 * @param items must have the same order at every replay: no `HashSet`
 * @param concurrency 1 or more; default: all at once
 * @throws IllegalArgumentException if [concurrency] is below 1
 */
public suspend fun <T, R> WorkflowScope.forEachParallel(
    items: Iterable<T>,
    concurrency: Int = Int.MAX_VALUE,
    body: suspend WorkflowScope.(T) -> R,
): List<R> {
    require(concurrency >= 1) { VerbErrors.concurrency(concurrency) }
    val taken = items.toList()
    val results = arrayOfNulls<Any?>(taken.size)
    var next = 0
    val worker: suspend WorkflowScope.() -> Unit = {
        while (next < taken.size) {
            // A branch that has been stopped starts no item.
            if (isStopped) perform(Yield)
            val index = next++
            results[index] = body(taken[index])
        }
    }
    parallel(List(minOf(concurrency, taken.size)) { worker })
    @Suppress("UNCHECKED_CAST")
    return results.asList() as List<R>
}
