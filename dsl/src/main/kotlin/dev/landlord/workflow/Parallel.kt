package dev.landlord.workflow

import dev.landlord.workflow.engine.Fork

/**
 * Runs both bodies as branches of this run, and returns both results when both have ended.
 * Suspends. Journal: the entries of the branches, in an order that the journal records.
 *
 * Branches take turns on one thread; only the blocks of their steps run at the same time. The first
 * terminal failure stops the other branch, whose step in flight settles first (guarantee G3); then
 * this throws the failure. The undo actions of branches run with all others, in reverse order of
 * registration.
 *
 * If a step of one branch runs for longer than Restate's inactivity timeout (1 minute by default),
 * values and timers reach the other branches only when that step has ended.
 */
public suspend fun <A, B> WorkflowScope.parallel(
    a: suspend WorkflowScope.() -> A,
    b: suspend WorkflowScope.() -> B,
): Pair<A, B> {
    val (first, second) = parallel(listOf(a, b))
    @Suppress("UNCHECKED_CAST")
    return Pair(first as A, second as B)
}

/** Runs three branches; everything else is as in the [parallel] of two. */
public suspend fun <A, B, C> WorkflowScope.parallel(
    a: suspend WorkflowScope.() -> A,
    b: suspend WorkflowScope.() -> B,
    c: suspend WorkflowScope.() -> C,
): Triple<A, B, C> {
    val (first, second, third) = parallel(listOf(a, b, c))
    @Suppress("UNCHECKED_CAST")
    return Triple(first as A, second as B, third as C)
}

/** Runs a branch for each of [bodies]; everything else is as in the [parallel] of two. */
public suspend fun <T> WorkflowScope.parallel(
    bodies: List<suspend WorkflowScope.() -> T>
): List<T> {
    if (bodies.isEmpty()) return emptyList()
    @Suppress("UNCHECKED_CAST")
    // A copy, because the list may be the caller's code, which must not run in the engine.
    return perform(Fork(ArrayList(bodies), ::body)) as List<T>
}
