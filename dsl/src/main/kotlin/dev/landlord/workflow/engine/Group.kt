package dev.landlord.workflow.engine

import dev.restate.sdk.common.TerminalException

/** Branches that were started for one primitive of their [owner], which waits for the last. */
internal abstract class Group(val owner: Branch) {
    /** The branches that start, in this order; a stop of the owner stops them too. */
    abstract val branches: List<Branch>

    /** Whether they undo something, which no cancellation stops. */
    open val isShielded: Boolean
        get() = owner.isShielded

    /** [branch] has ended, with [failure] or without. */
    abstract fun ended(branch: Branch, failure: TerminalException?, scheduler: Scheduler)
}

/** What a [Group] needs of the engine. */
internal interface Scheduler {
    fun start(branch: Branch)

    /** Resumes [branch] with [value]. */
    fun succeed(branch: Branch, value: Any?)

    /** Resumes [branch] with [failure]. */
    fun fail(branch: Branch, failure: TerminalException)

    /** Lets [branch] go on to its next primitive, which throws [cause] (G3). */
    fun stop(branch: Branch, cause: TerminalException)
}
