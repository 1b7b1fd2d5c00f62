package dev.landlord.workflow.restate

import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.createCoroutine
import kotlin.coroutines.resume
import kotlin.coroutines.suspendCoroutine
import kotlinx.coroutines.CoroutineDispatcher

/**
 * Runs a coroutine on the thread that receives the messages of its attempt: where its answers
 * arrive, and where the SDK needs no other thread.
 */
internal class StreamDispatcher(private val stream: InvocationStream) : CoroutineDispatcher() {
    override fun isDispatchNeeded(context: CoroutineContext) = !stream.isCurrent()

    override fun dispatch(context: CoroutineContext, block: Runnable) = stream.execute(block)
}

/** Runs [block] on this dispatcher, as a part of the coroutine of the caller. */
internal suspend fun <T> CoroutineDispatcher.runOn(block: suspend () -> T): T =
    suspendCoroutine { caller ->
        block
            .createCoroutine(Continuation(caller.context + this) { caller.resumeWith(it) })
            .resume(Unit)
    }
