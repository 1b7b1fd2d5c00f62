package dev.landlord.workflow.engine

/** Where a branch is. A branch that is done has its [End] as its state. */
@InternalEngineApi public sealed interface BranchState

/** In the queue, to be resumed with [outcome]. */
internal class Ready(val outcome: Result<Any?>) : BranchState

/** Its code runs, or the engine carries out its primitive. */
internal object Running : BranchState

/** It waits until [first] or one of [others] settles, and goes on with what [read] returns. */
internal abstract class Waiting(
    val first: Handle,
    val others: List<Handle>,
    val isAbandonable: Boolean,
) : BranchState {
    abstract fun read(handle: Handle, outcome: Outcome): Any?
}

/** It waits for the branches of [group]. */
internal class Joining(val group: Group) : BranchState
