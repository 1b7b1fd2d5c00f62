package dev.landlord.workflow

import kotlinx.serialization.Serializable

/**
 * Where a run stands: what the `status` handler of a generated service answers, at any time from
 * its start until its retention ends (7 days after its end). Asking changes nothing and adds
 * nothing to the run's journal.
 *
 * @property undo every undo action whose time has come, in the order in which they run; what was
 *   registered in a run that has not failed is not among them
 * @property failure what the run failed with, or fails with once it has undone; `null` unless it
 *   failed or was cancelled
 * @property approvals every request for an approval with its decision, in the order in which they
 *   were asked for
 */
@Serializable
@ConsistentCopyVisibility
public data class WorkflowStatus
internal constructor(
    public val phase: WorkflowPhase,
    public val undo: List<UndoStatus> = emptyList(),
    public val failure: FailureStatus? = null,
    public val approvals: List<ApprovalStatus> = emptyList(),
)

/** How far a run has come. */
public enum class WorkflowPhase {
    /**
     * It has been started, or is to start after a delay, and has not ended. Whether it works, waits
     * or is stuck, Restate knows.
     */
    RUNNING,

    /** It has not ended, and some branch waits for people to decide. */
    WAITING_FOR_APPROVAL,

    /** It has failed or was cancelled, and undoes what it did. */
    COMPENSATING,

    /** It has ended well; sagas on the way may have been undone, or not. */
    COMPLETED,

    /** It has failed, and all that was registered has been undone. */
    COMPENSATED,

    /** It has failed or was cancelled, and some undo action failed for good. */
    PARTIALLY_COMPENSATED,

    /** It was cancelled, and all that was registered has been undone. */
    CANCELLED,

    /**
     * It has failed and there was nothing to undo: nothing was registered, or its input was
     * refused. Or it was killed, which undoes nothing more.
     */
    FAILED,
}

/**
 * What became of an undo action.
 *
 * @property name as it was registered
 * @property reason why it failed for good; `null` unless it did
 */
@Serializable
@ConsistentCopyVisibility
public data class UndoStatus
internal constructor(
    public val name: String,
    public val outcome: UndoOutcome,
    public val reason: String? = null,
)

/** Whether an undo action has had its effect. */
public enum class UndoOutcome {
    /** Not yet; or never, if the run was killed. */
    PENDING,

    /** It has. */
    DONE,

    /** It failed for good, so what it was to undo may still be there. */
    FAILED,
}

/**
 * What a run failed with.
 *
 * @property code an HTTP status from 400 to 599
 * @property message what callers get; of a failure with a type, [BusinessFailure.from] reads it
 */
@Serializable
@ConsistentCopyVisibility
public data class FailureStatus
internal constructor(public val code: Int, public val message: String)
