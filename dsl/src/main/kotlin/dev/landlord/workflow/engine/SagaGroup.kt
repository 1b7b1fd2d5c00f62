package dev.landlord.workflow.engine

import dev.restate.sdk.common.TerminalException

/** The branch of a [Saga], whose undo actions run before it fails. */
internal class SagaGroup(owner: Branch, private val run: RunState, saga: Saga<*>) : Group(owner) {
    private val branch = Branch(run, this, UndoStack(), saga.body)
    override val branches: List<Branch> = listOf(branch)

    override fun ended(branch: Branch, failure: TerminalException?, scheduler: Scheduler) {
        if (failure == null) {
            owner.undo.takeOver(branch.undo)
            scheduler.succeed(owner, branch.result.getOrThrow())
        } else if (branch.undo.isEmpty) {
            scheduler.fail(owner, failure)
        } else {
            val unwinding =
                UnwindingGroup(owner, run, Unwinding.OfSaga(branch.undo, failure, run)) {
                    scheduler.fail(owner, it)
                }
            scheduler.start(unwinding.branch)
        }
    }
}

/** Undo actions that run; the branch ends with the failure to report. Nothing stops them. */
internal class UnwindingGroup(
    owner: Branch,
    run: RunState,
    unwinding: Unwinding,
    private val then: (TerminalException) -> Unit = {},
) : Group(owner) {
    val branch: Branch = Branch(run, this, UndoStack(), { unwinding })

    override val isShielded: Boolean
        get() = true

    /** Without the branch, because a stop of the owner does not stop it. */
    override val branches: List<Branch>
        get() = emptyList()

    override fun ended(branch: Branch, failure: TerminalException?, scheduler: Scheduler) =
        then(failure ?: this.branch.result.getOrThrow() as TerminalException)
}
