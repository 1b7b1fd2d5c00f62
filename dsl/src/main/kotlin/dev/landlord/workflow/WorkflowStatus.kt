@file:OptIn(ExperimentalSerializationApi::class)

package dev.landlord.workflow

import java.util.Optional
import kotlinx.serialization.EncodeDefault
import kotlinx.serialization.EncodeDefault.Mode.NEVER
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * Where a run stands: the answer of the `status` handler of a generated service, from the start of
 * the run until its retention ends (7 days after its end). The question changes nothing and adds
 * nothing to the journal of the run. What may be missing is `null` in Kotlin, an [Optional] in Java
 * and absent in the JSON, as is an empty list.
 *
 * @property undo every undo action that has run, runs or is about to run, in the order in which
 *   they run; an action that is registered in a run that has not failed is not in the list
 * @property failure what the run failed with, or fails with after its undo actions; `null` unless
 *   the run failed or was cancelled
 * @property approvals every request for an approval with its outcome, in the order of the requests
 */
@Serializable
public class WorkflowStatus
internal constructor(
    public val phase: WorkflowPhase,
    @EncodeDefault(NEVER) public val undo: List<UndoStatus> = emptyList(),
    @EncodeDefault(NEVER) @get:JvmSynthetic public val failure: FailureStatus? = null,
    @EncodeDefault(NEVER) public val approvals: List<ApprovalStatus> = emptyList(),
) {
    /** [failure] for Java. */
    public fun getFailure(): Optional<FailureStatus> = Optional.ofNullable(failure)

    private val parts
        get() =
            mapOf(
                "phase" to phase,
                "undo" to undo,
                "failure" to failure,
                "approvals" to approvals,
            )

    override fun equals(other: Any?): Boolean = other is WorkflowStatus && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = "WorkflowStatus$parts"
}

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
 * The outcome of an undo action.
 *
 * @property name the name that the action was registered with
 * @property reason why the action failed for good; `null` unless it did
 */
@Serializable
public class UndoStatus
internal constructor(
    public val name: String,
    public val outcome: UndoOutcome,
    @EncodeDefault(NEVER) @get:JvmSynthetic public val reason: String? = null,
) {
    /** [reason] for Java. */
    public fun getReason(): Optional<String> = Optional.ofNullable(reason)

    private val parts
        get() = mapOf("name" to name, "outcome" to outcome, "reason" to reason)

    override fun equals(other: Any?): Boolean = other is UndoStatus && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = "UndoStatus$parts"
}

/** Whether an undo action has taken effect. */
public enum class UndoOutcome {
    /** The action has not run; it never will if the run was killed. */
    PENDING,

    /** The action has run. */
    DONE,

    /** The action failed for good, so its step may still be in effect. */
    FAILED,
}

/**
 * What a run failed with.
 *
 * @property code an HTTP status from 400 to 599
 * @property message the words of the failure; the type and the values of a [BusinessFailure] are
 *   not in them
 */
@Serializable
public class FailureStatus
internal constructor(
    public val code: Int,
    public val message: String,
    @EncodeDefault(NEVER) internal val type: String? = null,
    @EncodeDefault(NEVER) internal val values: JsonObject? = null,
) {
    /**
     * The failure with its type and values; `null` if the run failed with another failure, or its
     * class is not on the class path.
     */
    @get:JvmSynthetic
    public val businessFailure: BusinessFailure?
        get() = if (type == null || values == null) null else readFailure(type, values)

    /** [businessFailure] for Java. */
    public fun getBusinessFailure(): Optional<BusinessFailure> =
        Optional.ofNullable(businessFailure)

    private val parts
        get() = mapOf("code" to code, "message" to message, "type" to type, "values" to values)

    override fun equals(other: Any?): Boolean = other is FailureStatus && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = "FailureStatus$parts"
}
