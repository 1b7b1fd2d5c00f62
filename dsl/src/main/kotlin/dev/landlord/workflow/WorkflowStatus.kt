@file:OptIn(ExperimentalSerializationApi::class)

package dev.landlord.workflow

import java.util.Optional
import kotlinx.serialization.EncodeDefault
import kotlinx.serialization.EncodeDefault.Mode.NEVER
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * The status of a run: the answer of the `status` handler of a generated service, from the start of
 * the run until its retention ends (7 days after its end). A request for the status adds nothing to
 * the journal of the run. A missing value is `null` in Kotlin, an empty [Optional] in Java, and
 * absent in the JSON, as is an empty list.
 *
 * @property undo every undo action that has run, runs or is about to run, in that order; the
 *   registered actions of a run that has not failed are not in the list
 * @property failure the failure of the run, also while its undo actions run; `null` unless the run
 *   failed or was cancelled
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

/** The phase of a run. */
public enum class WorkflowPhase {
    /**
     * The run has started, or is scheduled, and has not ended. Restate's UI shows whether it works,
     * waits or is paused.
     */
    RUNNING,

    /** The run has not ended, and a branch waits for an approval. */
    WAITING_FOR_APPROVAL,

    /** The run has failed or was cancelled, and its undo actions run. */
    COMPENSATING,

    /** The run has returned its result. Undo actions of nested sagas may have run. */
    COMPLETED,

    /** The run has failed, and every registered undo action has run. */
    COMPENSATED,

    /** The run has failed or was cancelled, and an undo action failed for good. */
    PARTIALLY_COMPENSATED,

    /** The run was cancelled, and every registered undo action has run. */
    CANCELLED,

    /**
     * The run has failed without undo actions: none was registered, or the input was refused. Or
     * the run was killed; no undo action runs after a kill.
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
 * The failure of a run.
 *
 * @property code an HTTP status from 400 to 599
 * @property message the text of the failure, without the type and the values of a [BusinessFailure]
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
