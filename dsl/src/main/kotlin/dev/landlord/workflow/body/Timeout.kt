package dev.landlord.workflow.body

import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext
import kotlin.time.Duration
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.ThreadContextElement
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withTimeout

/**
 * Runs [block], for no longer than [timeout]: then it is cancelled, its thread is interrupted if it
 * holds one, and when it has ended [StepTimeoutException] is thrown. No attempt begins while an
 * earlier one still runs.
 */
internal suspend fun <T> withinTimeout(timeout: Duration?, block: suspend () -> T): T =
    if (timeout == null) block()
    else
        supervisorScope {
            val thread = InterruptibleThread()
            // Not on the caller's thread, where the time could not run out while the block holds
            // it.
            val begun = CompletableDeferred<Unit>()
            val attempt =
                async(BLOCK_THREADS + thread) {
                    begun.complete(Unit)
                    block()
                }
            // A block that waits for a free thread has not used any of its time.
            begun.await()
            try {
                withTimeout(timeout) { attempt.await() }
            } catch (_: TimeoutCancellationException) {
                // It has just succeeded, or failed by a timeout of its own.
                if (attempt.isCompleted) return@supervisorScope attempt.await()
                attempt.cancel()
                thread.interrupt()
                // The scope waits for the attempt to end before this goes on.
                throw StepTimeoutException(timeout)
            }
        }

/** A step's block took longer than it may; it may be tried again. */
internal class StepTimeoutException(timeout: Duration) :
    RuntimeException("took longer than $timeout") {
    override fun toString(): String = message.orEmpty()
}

/** The threads that a block holds at the moment: a suspended one holds none, its children more. */
private class InterruptibleThread :
    AbstractCoroutineContextElement(Key), ThreadContextElement<Unit> {
    private val held = HashMap<Thread, Int>()
    private var isInterrupted = false

    @Synchronized
    override fun updateThreadContext(context: CoroutineContext) {
        held.merge(Thread.currentThread(), 1, Int::plus)
    }

    @Synchronized
    override fun restoreThreadContext(context: CoroutineContext, oldState: Unit) {
        val thread = Thread.currentThread()
        val depth = held.getValue(thread) - 1
        if (depth > 0) {
            held[thread] = depth
        } else {
            held.remove(thread)
            // The thread continues with other work, which must not see this interrupt.
            if (isInterrupted) Thread.interrupted()
        }
    }

    @Synchronized
    fun interrupt() {
        isInterrupted = true
        held.keys.forEach { it.interrupt() }
    }

    private companion object Key : CoroutineContext.Key<InterruptibleThread>
}
