package dev.landlord.workflow.body

import dev.landlord.workflow.carrier.VirtualThreads
import java.util.concurrent.Executor
import java.util.concurrent.Executors
import java.util.concurrent.ThreadFactory
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.asCoroutineDispatcher

/** The system property with the maximum number of blocks that run at a time; default 500. */
private const val PROPERTY = "landlord.blocks"

/**
 * The threads of the blocks of steps, undo actions and notifications: virtual threads where
 * `synchronized` does not pin them, otherwise a pool. Not `Dispatchers.IO`, which code of the user
 * may occupy: blocks that wait for its threads would stop all other runs.
 */
internal val BLOCK_THREADS: CoroutineDispatcher =
    (VirtualThreads.forAnyCode(NAME)?.let { threads -> Executor { threads.newThread(it).start() } }
            ?: Executors.newCachedThreadPool(PoolThreads()))
        .asCoroutineDispatcher()
        .limitedParallelism(Integer.getInteger(PROPERTY, 500), "landlord-blocks")

/** Daemons: a block that hangs does not keep the process alive. */
private class PoolThreads : ThreadFactory {
    private val number = AtomicInteger()

    override fun newThread(task: Runnable) =
        Thread(task, NAME + number.getAndIncrement()).apply { isDaemon = true }
}

private const val NAME = "landlord-block-"

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
