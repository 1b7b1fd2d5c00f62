package dev.landlord.workflow.engine

/** Where a branch is. A branch that is done has its [End] as its state. */
@InternalEngineApi public sealed interface BranchState

/** In the queue, to be resumed with [outcome]; also while its code then runs. */
internal class Ready(val outcome: Result<Any?>) : BranchState

/** It waits until [first] or one of [others] settles; [primitive] reads the outcome. */
internal class Waiting(
    val primitive: Awaiting<*>,
    val first: Handle,
    val others: List<Handle>,
) : BranchState

/** It waits for the branches of [group]. */
internal class Joining(val group: Group) : BranchState
