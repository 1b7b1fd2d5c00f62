package dev.landlord.workflow.engine

import dev.restate.common.Slice
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json

// How far undoing has come, as the state of a run has it:
//
//     landlord.undo.0           {"names":["refund","release"],"isRun":true,"failure":{…}}
//     landlord.undo.0.ended     2
//     landlord.undo.0.failed.0  "step \"undo: refund\" failed: …"
//
// The first number counts the sagas that are undone, the last their undo actions. So each action
// costs one entry, whose size does not grow with their number.

/**
 * Written when the undo actions of a saga are about to run.
 *
 * @property names in the order in which they will run
 * @property isCancelled whether it is undone because the run was cancelled
 * @property isRun whether the saga is the whole run
 * @property failure what the run fails with; `null` if there is nothing to undo, because then the
 *   run ends at once and reports it
 */
@Serializable
internal class UndoRecord(
    val names: List<String>,
    val isCancelled: Boolean = false,
    val isRun: Boolean = false,
    val failure: FailureRecord? = null,
)

/** Writes how far the given saga has come. */
internal class UndoProgress(saga: Int) {
    private val key = key(saga)

    /** @param first the action that runs first */
    fun started(record: UndoRecord, first: Undo?) =
        SetState(key, Slice.wrap(RECORDS.encodeToString(record)), first)

    /** @param count how many actions have ended */
    fun ended(count: Int) = SetState(endedKey(key), Slice.wrap("$count"))

    /** @param index counted from 0 */
    fun failed(index: Int, reason: String) =
        SetState(failedKey(key, index), Slice.wrap(RECORDS.encodeToString(reason)))

    companion object {
        /** Writes defaults, too, because a reader of another version may have other defaults. */
        val RECORDS = Json { encodeDefaults = true }

        fun key(saga: Int) = "landlord.undo.$saga"

        fun endedKey(key: String) = "$key.ended"

        fun failedKey(key: String, index: Int) = "$key.failed.$index"
    }
}
