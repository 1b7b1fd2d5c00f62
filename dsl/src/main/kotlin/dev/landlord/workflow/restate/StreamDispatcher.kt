package dev.landlord.workflow.restate

import dev.landlord.workflow.EventLoopUse
import java.util.concurrent.RejectedExecutionException
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.createCoroutine
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.intercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume
import kotlin.coroutines.suspendCoroutine
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancel

/**
 * Runs the engine of an attempt on the thread that receives its messages: where the answers arrive,
 * and where the SDK needs no other thread. The bodies of a workflow that are too slow for an event
 * loop run on the threads of the SDK's handlers instead.
 */
internal class StreamDispatcher(
    private val stream: InvocationStream,
    workflow: String,
    private val use: EventLoopUse,
) : CoroutineDispatcher() {
    private val turns = EventLoopTurns(workflow, use, stream)

    override fun isDispatchNeeded(context: CoroutineContext) = use.isSlow || !stream.isCurrent()

    override fun dispatch(context: CoroutineContext, block: Runnable) =
        if (use.isSlow) Dispatchers.Default.dispatch(context, block) else execute(context, block)

    /**
     * Runs [task] on the event loop. If the server has been closed, the attempt has ended, and its
     * coroutine ends on another thread.
     */
    private fun execute(context: CoroutineContext, task: Runnable) =
        try {
            stream.execute(task)
        } catch (closed: RejectedExecutionException) {
            context.cancel(CancellationException("the server has been closed", closed))
            Dispatchers.Default.dispatch(context, task)
        }

    /** Runs [block] here, as a part of the coroutine of the caller. */
    suspend fun <T> run(block: suspend () -> T): T {
        use.attempts.incrementAndGet()
        return suspendCoroutineUninterceptedOrReturn { caller ->
            block
                .createCoroutine(
                    // The caller gets its own dispatcher back when it is resumed.
                    Continuation(caller.context + this + turns) {
                        caller.intercepted().resumeWith(it)
                    }
                )
                .resume(Unit)
            COROUTINE_SUSPENDED
        }
    }

    /**
     * Lets the other runs of the event loop continue, if this one has used it for some
     * milliseconds: a long journal is replayed without a wait.
     */
    suspend fun letOthersRun() {
        if (use.isSlow || !turns.isLong) return
        suspendCoroutine { caller -> execute(caller.context) { caller.resume(Unit) } }
    }
}
