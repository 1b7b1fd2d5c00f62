package dev.landlord.workflow.approval

import dev.landlord.workflow.JSON
import dev.landlord.workflow.UndoOutcome
import dev.landlord.workflow.UndoStatus
import dev.landlord.workflow.engine.UndoProgress
import dev.landlord.workflow.engine.UndoRecord
import dev.landlord.workflow.engine.wordsIn
import dev.landlord.workflow.handler.SharedHandlerPort

/** The progress of the undo actions of one saga of a run. */
internal class SagaUndo(val record: UndoRecord, val actions: List<UndoStatus>)

/**
 * The progress of the undo actions of each saga of the run, whose state had the keys [known]. A run
 * in progress writes between two reads. So the number of the actions that have ended is read before
 * the failures among them.
 */
internal suspend fun SharedHandlerPort.undoProgress(known: Collection<String>): List<SagaUndo> {
    if (UndoProgress.key(0) !in known) return emptyList()
    val sagas = ArrayList<Pair<UndoRecord, Int>>()
    while (true) {
        val key = UndoProgress.key(sagas.size)
        val record = read<UndoRecord>(key) ?: break
        sagas += record to (read<Int>(UndoProgress.endedKey(key)) ?: 0)
    }
    val keys = keys().toSet()
    return sagas.mapIndexed { saga, (record, ended) ->
        val actions =
            record.names.mapIndexed { index, name ->
                val failed = UndoProgress.failedKey(UndoProgress.key(saga), index)
                when {
                    failed in keys -> {
                        val reason = read<String>(failed)?.let(::wordsIn)
                        UndoStatus(name, UndoOutcome.FAILED, reason)
                    }
                    index < ended -> UndoStatus(name, UndoOutcome.DONE)
                    else -> UndoStatus(name, UndoOutcome.PENDING)
                }
            }
        SagaUndo(record, actions)
    }
}

private suspend inline fun <reified T> SharedHandlerPort.read(key: String): T? =
    get(key)?.let { JSON.decodeFromString<T>(it.toByteArray().decodeToString()) }
