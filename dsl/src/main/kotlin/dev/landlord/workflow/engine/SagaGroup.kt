package dev.landlord.workflow.engine

import dev.landlord.workflow.WorkflowScope
import dev.restate.sdk.common.TerminalException

/** The body of a `saga`, whose undo actions run before it fails. */
internal class SagaGroup(
    owner: Branch<*>,
    private val run: RunContext,
    body: suspend WorkflowScope.() -> Any?,
) : Group(owner) {
    private val saga = Branch(run, this, UndoStack(), body)
    override val branches = listOf(saga)

    override fun ended(branch: Branch<*>, failure: TerminalException?, scheduler: Scheduler) {
        if (failure == null) {
            owner.undo.takeOver(saga.undo)
            scheduler.succeed(owner, saga.outcome())
        } else if (saga.undo.isEmpty) {
            scheduler.fail(owner, failure)
        } else {
            val unwinding =
                UnwindingGroup(owner, run, saga.undo, failure) { scheduler.fail(owner, it) }
            scheduler.start(unwinding.branch)
        }
    }
}

/**
 * The undo actions of [undo], which run because of [cause]. Nothing stops them: they belong to no
 * one's branches.
 */
internal class UnwindingGroup(
    owner: Branch<*>,
    run: RunContext,
    undo: UndoStack,
    cause: TerminalException,
    private val then: (TerminalException) -> Unit,
) : Group(owner) {
    val branch: Branch<TerminalException> =
        Branch(run, this, UndoStack(), undo.unwinding(cause, run))

    override val branches: List<Branch<*>>
        get() = emptyList()

    override fun ended(branch: Branch<*>, failure: TerminalException?, scheduler: Scheduler) =
        then(failure ?: this.branch.outcome())
}
