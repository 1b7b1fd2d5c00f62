package dev.landlord.workflow.body

import dev.landlord.workflow.WorkflowLog
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.engine.Body
import dev.landlord.workflow.sdkinternals.SuspendCalls
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED

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

    override fun proceed(outcome: Result<Any?>) {
        try {
            carrier.turn {
                bodies.enter(this)
                super.proceed(outcome)
            }
        } finally {
            bodies.leave()
        }
        pinned?.let { throw it }
    }

    override val log: WorkflowLog
        get() = WorkflowLog(workflowId) { bodies.isQuiet(run.journal) }

    /** Asks the engine, from the body that runs, for what only the engine's thread knows. */
    fun ask(question: () -> Boolean): Boolean {
        var answer = false
        carrier.runOutside { answer = question() }
        return answer
    }

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
