@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.engine

import dev.landlord.workflow.JSON
import dev.landlord.workflow.UndoOutcome
import dev.landlord.workflow.UndoStatus
import dev.landlord.workflow.WriteState
import dev.landlord.workflow.wordsIn
import dev.restate.common.Slice
import kotlinx.serialization.Serializable

// How far undoing has come, as the state of a run has it:
//
//     landlord.undo.0           {"names":["refund","release"],"isRun":true,"failure":{…}}
//     landlord.undo.0.ended     2
//     landlord.undo.0.failed.0  "step \"undo: refund\" failed: …"
//
// The first number counts the sagas that are undone, the last their undo actions. So each action
// costs one entry, whose size does not grow with their number.

/**
 * What is written when the undo actions of a saga are about to run.
 *
 * @property names in the order in which they will run
 * @property isCancelled whether it is undone because the run was cancelled
 * @property isRun whether the saga is the whole run
 * @property failure what the run fails with; `null` if there is nothing to undo, because then it
 *   ends at once and tells it
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

    /** @param trace where the first that runs was registered */
    fun begun(record: UndoRecord, trace: Throwable?) =
        WriteState(key, Slice.wrap(JSON.encodeToString(record)), trace)

    /** @param count how many actions have ended */
    fun ended(count: Int) = WriteState(endedKey(key), Slice.wrap("$count"))

    /** @param index counted from 0 */
    fun failed(index: Int, reason: String) =
        WriteState(failedKey(key, index), Slice.wrap(JSON.encodeToString(reason)))

    companion object {
        private fun key(saga: Int) = "landlord.undo.$saga"

        private fun endedKey(key: String) = "$key.ended"

        private fun failedKey(key: String, index: Int) = "$key.failed.$index"

        /**
         * What [state] says, which had the keys [known], saga by saga. The values of a run that
         * goes on may be of different moments, so how many have ended is read before which of them
         * failed.
         */
        suspend fun read(state: Outside, known: Collection<String>): List<SagaUndo> {
            if (key(0) !in known) return emptyList()
            val sagas = ArrayList<Pair<UndoRecord, Int>>()
            while (true) {
                val record = state.read<UndoRecord>(key(sagas.size)) ?: break
                sagas += record to (state.read<Int>(endedKey(key(sagas.size))) ?: 0)
            }
            val keys = state.keys().toSet()
            return sagas.mapIndexed { saga, (record, ended) ->
                val actions =
                    record.names.mapIndexed { index, name ->
                        val failed = failedKey(key(saga), index)
                        when {
                            failed in keys -> {
                                val reason = state.read<String>(failed)?.let(::wordsIn)
                                UndoStatus(name, UndoOutcome.FAILED, reason)
                            }
                            index < ended -> UndoStatus(name, UndoOutcome.DONE)
                            else -> UndoStatus(name, UndoOutcome.PENDING)
                        }
                    }
                SagaUndo(record, actions)
            }
        }

        private suspend inline fun <reified T> Outside.read(key: String): T? =
            get(key)?.let { JSON.decodeFromString<T>(it.toByteArray().decodeToString()) }
    }
}

/** How far one saga has come. */
internal class SagaUndo(val record: UndoRecord, val actions: List<UndoStatus>)
