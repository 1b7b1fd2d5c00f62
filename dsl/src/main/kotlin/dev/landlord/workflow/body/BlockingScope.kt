package dev.landlord.workflow.body

import dev.landlord.workflow.WorkflowLog
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.engine.Body
import dev.landlord.workflow.engine.Turn
import dev.landlord.workflow.sdkinternals.SuspendCalls
import kotlin.coroutines.Continuation
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.coroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.suspendCoroutine

/**
 * The body of one branch that blocks: it runs on a carrier, a stack of its own. A verb is a
 * suspending function that starts on this stack; if it suspends, the stack is parked until the verb
 * has an outcome.
 */
internal class BlockingScope(
    run: RunContext,
    code: suspend WorkflowScope.() -> Any?,
    val bodies: BlockingBodies,
) : BodyScope(run, code) {
    private val carrier = bodies.newCarrier()

    /** Why a verb could not park the body, whatever the body has made of it. */
    private var pinned: Throwable? = null

    // Without a dispatcher, the engine would continue on the thread of the body, which would then
    // wait for itself when the attempt ends.
    override suspend fun resume(outcome: Result<Any?>): Turn =
        if (carrier.isThread && coroutineContext[ContinuationInterceptor] != null)
            resumeElsewhere(outcome)
        else resumeHere(outcome)

    /** Runs the turn while the thread of the engine waits. */
    private fun resumeHere(outcome: Result<Any?>): Turn {
        val isReplaying = run.journal.isReplaying
        try {
            carrier.turn { enter(outcome, isReplaying) }
        } finally {
            bodies.leave()
        }
        return endTurn()
    }

    /** Runs the turn on the thread of the body, and suspends the engine meanwhile. */
    private suspend fun resumeElsewhere(outcome: Result<Any?>): Turn {
        val isReplaying = run.journal.isReplaying
        suspendCoroutine { engine ->
            carrier.start({ enter(outcome, isReplaying) }) { failure ->
                engine.resumeWith(
                    if (failure == null) Result.success(Unit) else Result.failure(failure)
                )
            }
        }
        bodies.leave()
        return endTurn()
    }

    private fun enter(outcome: Result<Any?>, isReplaying: Boolean) {
        bodies.enter(this, isReplaying)
        proceed(outcome)
    }

    private fun endTurn(): Turn {
        pinned?.let { throw it }
        return turn()
    }

    override val log: WorkflowLog
        get() = WorkflowLog(workflowId, bodies::isQuiet)

    override fun resumeWith(result: Result<Any?>) {
        super.resumeWith(result.namingNullArgument())
        bodies.ended(result)
    }

    override fun body(code: suspend WorkflowScope.() -> Any?): Body =
        BlockingScope(run, code, bodies)

    /** Runs [verb], and blocks the body until it has an outcome. */
    @Suppress("UNCHECKED_CAST")
    fun <T> await(verb: suspend WorkflowScope.() -> T): T {
        val call = VerbCall()
        val result = SuspendCalls.start(verb, this, call)
        if (result !== COROUTINE_SUSPENDED) return result as T
        while (!call.isDone) park()
        return call.outcome.getOrThrow() as T
    }

    private fun park() {
        try {
            bodies.requireNoMonitor()
            carrier.park()
        } catch (failure: IllegalStateException) {
            pinned = failure
            throw failure
        }
    }
}

/** Receives the outcome of a verb that suspended. */
private class VerbCall : Continuation<Any?> {
    var isDone = false
        private set

    var outcome: Result<Any?> = Result.success(null)
        private set

    override val context: CoroutineContext
        get() = EmptyCoroutineContext

    override fun resumeWith(result: Result<Any?>) {
        outcome = result
        isDone = true
    }
}
