package dev.landlord.workflow.engine

import dev.landlord.workflow.WorkflowScope
import dev.restate.sdk.common.TerminalException

/**
 * Branches that were begun for one operation of their [owner], which waits for the last of them.
 */
internal abstract class Group(val owner: Branch<*>) {
    /** What begins, in this order; a stop of the owner stops them too. */
    abstract val branches: List<Branch<*>>

    /** Whether they undo something, from which no cancellation keeps them. */
    open val isShielded: Boolean
        get() = owner.isShielded

    /** One of them has ended, in [failure] or well. */
    abstract fun ended(branch: Branch<*>, failure: TerminalException?, scheduler: Scheduler)
}

/** What a [Group] asks of the engine. */
internal interface Scheduler {
    fun start(branch: Branch<*>)

    /** Lets [branch] go on with [value]. */
    fun succeed(branch: Branch<*>, value: Any?)

    /** Lets [branch] go on with [failure]. */
    fun fail(branch: Branch<*>, failure: TerminalException)

    /** Lets [branch] go on to its next operation, where [cause] arrives (G3). */
    fun stop(branch: Branch<*>, cause: TerminalException)
}

/** What a branch asks outside, and waits for. */
internal class RequestGroup(
    owner: Branch<*>,
    run: RunContext,
    body: suspend WorkflowScope.() -> Any?,
) : Group(owner) {
    override val branches = listOf(Branch(run, this, owner.undo, body))

    override fun ended(branch: Branch<*>, failure: TerminalException?, scheduler: Scheduler) =
        if (failure == null) scheduler.succeed(owner, branch.outcome())
        else scheduler.fail(owner, failure)
}
