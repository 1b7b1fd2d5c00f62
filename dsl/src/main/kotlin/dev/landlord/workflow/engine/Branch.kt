@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.engine

import dev.landlord.workflow.Advice
import dev.landlord.workflow.Operation
import dev.landlord.workflow.ResultType
import dev.landlord.workflow.RunOwn
import dev.landlord.workflow.RunStep
import dev.landlord.workflow.RunUndo
import dev.landlord.workflow.SleepFor
import dev.landlord.workflow.Undo
import dev.landlord.workflow.WorkflowLog
import dev.landlord.workflow.WorkflowScope
import dev.restate.sdk.common.TerminalException
import java.util.UUID
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.createCoroutineUnintercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.jvm.internal.CoroutineStackFrame
import kotlin.random.Random
import kotlin.time.Duration

/**
 * One strand of a body: a restricted coroutine, driven by hand as `sequence { }` is.
 *
 * Owns its continuation, what it waits for and how it ended. Does not decide when it runs: the
 * [Engine] does.
 */
internal class Branch<T>(
    private val run: RunContext,
    val parent: Group?,
    val undo: UndoStack,
    body: suspend WorkflowScope.() -> T,
) : WorkflowScope(), Continuation<T>, Caller {
    private var outcome: Result<T>? = null
    private var operation: Operation<*>? = null
    private var input: Result<Any?> = Result.success(Unit)
    private var group: Group? = null
    private var isRunning = false
    private var trace: Throwable? = null

    @Suppress("UNCHECKED_CAST")
    private var continuation: Continuation<Any?> =
        body.createCoroutineUnintercepted(this, this) as Continuation<Any?>

    /** What this branch is told at its next operation, if it is to end. Steps read it meanwhile. */
    @Volatile
    var stopped: TerminalException? = null
        private set

    /** What the branch waits for, the first of it; only while it waits. */
    var pending: List<Pending> = emptyList()
        private set

    private var read: (Settled) -> Any? = {}

    /** Whether the branch waits for something that can be abandoned at once. */
    var isTearable: Boolean = false
        private set

    val isUndoing: Boolean
        get() = operation is RunUndo

    /** Whether it is part of an undo action. */
    val isShielded: Boolean
        get() = parent != null && parent.isShielded

    val isDone: Boolean
        get() = outcome != null

    /** Whether any of the body has run. */
    var hasBegun: Boolean = false
        private set

    private var told = 0

    /** It is told to end, once more; returns whether it may yet listen. */
    fun tell(cause: TerminalException): Boolean {
        if (++told > Advice.MOST_TOLD) return false
        failWith(cause)
        return true
    }

    /** Ends it where it stands. */
    fun abandon(cause: TerminalException) {
        outcome = Result.failure(cause)
    }

    /** Runs the body up to its next operation, which is returned, or to its end: `null`. */
    fun resume(): Operation<*>? {
        val next = input
        hasBegun = true
        operation = null
        isRunning = true
        try {
            continuation.resumeWith(next)
        } finally {
            isRunning = false
        }
        check(operation != null || isDone) { Advice.foreignSuspension() }
        return operation
    }

    fun succeedWith(value: Any?) = settle(Result.success(value))

    fun failWith(failure: TerminalException) = settle(Result.failure(failure))

    /**
     * Takes over the outcome of what it waited for.
     *
     * @throws TerminalException if that is a failure, for which the body did not ask as a value
     */
    fun succeedWith(settled: Settled) = succeedWith(read(settled))

    private fun settle(result: Result<Any?>) {
        input = result
        isTearable = false
        group = null
    }

    fun waitFor(pending: List<Pending>, isTearable: Boolean, read: (Settled) -> Any?) {
        this.pending = pending
        this.isTearable = isTearable
        this.read = read
    }

    fun waitFor(group: Group) {
        this.group = group
    }

    /** What a stop of this branch stops too. */
    fun children(): List<Branch<*>> = group?.branches.orEmpty()

    /** Returns whether this is the first time. */
    fun stop(cause: TerminalException): Boolean {
        if (stopped != null) return false
        stopped = cause
        return true
    }

    /** The result of a branch that is done, or what it threw. */
    fun outcome(): T = checkNotNull(outcome) { "the branch is not done" }.getOrThrow()

    /** What a branch that is done threw; `null` if it ended well. */
    fun failure(): Throwable? = outcome?.exceptionOrNull()

    // Caller: what the body has asked for.

    override val resultType: String
        get() =
            when (val operation = operation) {
                is RunStep<*> -> operation.type.name
                is RunOwn<*> -> operation.type.name
                else -> ResultType.Nothing.name
            }

    override val block: Any?
        get() = (operation as? RunStep<*>)?.let { it.origin ?: it.block }

    override val isOwn: Boolean
        get() =
            when (val operation = operation) {
                is RunStep<*> -> false
                is SleepFor -> operation.isDeadline
                else -> true
            }

    override val isStopped: Boolean
        get() = stopped != null

    /** The branch whose body asked: it may have one that asks outside for it. */
    private val asker: Branch<*>
        get() = (parent as? RequestGroup)?.owner ?: this

    override fun stack(): List<StackTraceElement> = asker.trace?.stackTrace?.asList().orEmpty()

    override fun frames(): List<StackTraceElement> =
        generateSequence(asker.continuation as? CoroutineStackFrame) { it.callerFrame }
            .mapNotNull { it.getStackTraceElement() }
            .toList()

    // Continuation: how the body ended.

    override val context: CoroutineContext
        get() = EmptyCoroutineContext

    override fun resumeWith(result: Result<T>) {
        outcome = result
    }

    // WorkflowScope: what the body calls.

    override val workflowId: String
        get() = run.workflowId

    override val maxAttemptDuration: Duration
        get() = run.maxAttemptDuration

    override val maxResultSize: Int
        get() = run.maxResultSize

    override val states: MutableMap<String, Any?>
        get() = run.states

    override val log: WorkflowLog
        get() = run.log

    override val random: Random
        get() = run.also { requireRunning("random") }.random

    override suspend fun <R> perform(operation: Operation<R>): R =
        suspendCoroutineUninterceptedOrReturn { caller ->
            requireRunning("A verb of the workflow")
            this.operation = operation
            trace = run.trace()
            @Suppress("UNCHECKED_CAST")
            continuation = caller as Continuation<Any?>
            COROUTINE_SUSPENDED
        }

    override fun register(undo: Undo) {
        requireRunning("compensate(\"${undo.name}\")")
        undo.trace = run.trace()
        undo.order = run.nextUndo()
        this.undo.register(undo)
    }

    override fun nextUuid(): UUID {
        requireRunning("uuid()")
        return run.nextUuid()
    }

    private fun requireRunning(what: String) =
        check(isRunning) {
            when {
                isDone && parent != null -> Advice.endedBranch(what)
                group != null -> Advice.waitingScope(what)
                else -> Advice.outsideBody(what)
            }
        }
}
