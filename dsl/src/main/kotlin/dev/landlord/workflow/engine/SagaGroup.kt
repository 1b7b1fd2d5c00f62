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
                UnwindingGroup(owner, run, saga.undo.unwinding(failure, run)) {
                    scheduler.fail(owner, it)
                }
            scheduler.start(unwinding.branch)
        }
    }
}

/** Undo actions that run, and end with what is to be told. Nothing stops them. */
internal class UnwindingGroup(
    owner: Branch<*>,
    run: RunContext,
    body: suspend WorkflowScope.() -> TerminalException,
    private val then: (TerminalException) -> Unit = {},
) : Group(owner) {
    val branch: Branch<TerminalException> = Branch(run, this, UndoStack(), body)

    override val isShielded: Boolean
        get() = true

    /** Not this one, because a stop of the owner does not stop it. */
    override val branches: List<Branch<*>>
        get() = emptyList()

    override fun ended(branch: Branch<*>, failure: TerminalException?, scheduler: Scheduler) =
        then(failure ?: this.branch.outcome())
}
