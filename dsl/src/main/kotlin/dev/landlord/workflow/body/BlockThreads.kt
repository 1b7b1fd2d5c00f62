package dev.landlord.workflow.body

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers

/** The system property with the maximum number of blocks that run at a time; default 500. */
private const val PROPERTY = "landlord.blocks"

/**
 * The threads of the blocks of steps, undo actions and notifications, shared with [Dispatchers.IO].
 * That alone has 64: as many blocks that wait for a slow system would stop all other runs.
 */
internal val BLOCK_THREADS: CoroutineDispatcher =
    Dispatchers.IO.limitedParallelism(Integer.getInteger(PROPERTY, 500), "landlord-blocks")

/**
 * Runs [block] without an interrupt that an earlier block has left on this thread, and leaves none:
 * code that restores the interrupt of its thread would otherwise end a block of another run.
 */
internal suspend fun <T> withoutForeignInterrupt(block: suspend () -> T): T {
    Thread.interrupted()
    try {
        return block()
    } finally {
        Thread.interrupted()
    }
}
