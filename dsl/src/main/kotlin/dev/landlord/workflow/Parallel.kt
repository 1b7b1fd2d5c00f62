package dev.landlord.workflow

import dev.landlord.workflow.engine.Fork

/**
 * Runs both bodies as branches of this run and returns both results when both have ended. Suspends.
 * Journal: nothing of its own; the branches' entries, in an order that the journal records.
 *
 * Branches take turns on one thread: only the blocks of their steps run at the same time. The first
 * terminal failure stops the other branch, whose step in flight settles first (guarantee G3), and
 * is then thrown here. Undo actions registered in branches run with the others, in reverse order of
 * registration.
 *
 * While a step of one branch runs for longer than Restate's inactivity timeout (a minute by
 * default), what other branches wait for arrives only when that step has ended.
 */
public suspend fun <A, B> WorkflowScope.parallel(
    a: suspend WorkflowScope.() -> A,
    b: suspend WorkflowScope.() -> B,
): Pair<A, B> {
    val (first, second) = parallel(listOf(a, b))
    @Suppress("UNCHECKED_CAST")
    return Pair(first as A, second as B)
}

/** Runs three branches; otherwise as the [parallel] of two. */
public suspend fun <A, B, C> WorkflowScope.parallel(
    a: suspend WorkflowScope.() -> A,
    b: suspend WorkflowScope.() -> B,
    c: suspend WorkflowScope.() -> C,
): Triple<A, B, C> {
    val (first, second, third) = parallel(listOf(a, b, c))
    @Suppress("UNCHECKED_CAST")
    return Triple(first as A, second as B, third as C)
}

/** Runs a branch for each of [bodies], none for none; otherwise as the [parallel] of two. */
public suspend fun <T> WorkflowScope.parallel(
    bodies: List<suspend WorkflowScope.() -> T>
): List<T> {
    if (bodies.isEmpty()) return emptyList()
    @Suppress("UNCHECKED_CAST")
    return perform(Fork(bodies, ::body)) as List<T>
}
