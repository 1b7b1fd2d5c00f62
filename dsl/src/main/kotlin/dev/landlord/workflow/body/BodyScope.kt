package dev.landlord.workflow.body

import dev.landlord.workflow.Awakeable
import dev.landlord.workflow.Decision
import dev.landlord.workflow.DecisionRequest
import dev.landlord.workflow.Invocation
import dev.landlord.workflow.PendingApproval
import dev.landlord.workflow.Promise
import dev.landlord.workflow.ResultType
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.ScopeErrors
import dev.landlord.workflow.Signal
import dev.landlord.workflow.StepScope
import dev.landlord.workflow.WorkflowLog
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.approval.ApprovalRequest
import dev.landlord.workflow.call.RequestingRun
import dev.landlord.workflow.call.attachTo
import dev.landlord.workflow.call.callService
import dev.landlord.workflow.call.continueRun
import dev.landlord.workflow.call.sendToService
import dev.landlord.workflow.engine.Body
import dev.landlord.workflow.engine.Branch
import dev.landlord.workflow.engine.CancelInvocation
import dev.landlord.workflow.engine.End
import dev.landlord.workflow.engine.Primitive
import dev.landlord.workflow.engine.Saga
import dev.landlord.workflow.engine.Strand
import dev.landlord.workflow.engine.Turn
import dev.landlord.workflow.engine.Undo
import dev.landlord.workflow.engine.Yield
import dev.landlord.workflow.sdkinternals.SuspendCalls
import dev.landlord.workflow.signal.awaitValue
import dev.landlord.workflow.signal.completeWith
import dev.landlord.workflow.signal.createAwakeable
import dev.landlord.workflow.signal.receive
import dev.restate.common.Request
import java.util.UUID
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.jvm.internal.CoroutineStackFrame
import kotlin.random.Random
import kotlin.reflect.KType
import kotlin.time.Duration

/**
 * The body of one branch: a restricted coroutine, driven by hand as `sequence { }` is.
 *
 * Owns the coroutine. Does not decide when it runs: the engine does. The verbs of more than one
 * primitive are functions of their own packages, which run here, in the branch that called them.
 */
internal open class BodyScope(
    protected val run: RunContext,
    code: suspend WorkflowScope.() -> Any?,
) : WorkflowScope(), Body, Strand, Continuation<Any?> {
    private lateinit var branch: Branch

    /** `null` when it has started: a run that waits stays in memory. */
    private var code: (suspend WorkflowScope.() -> Any?)? = code

    /** What the code last ran up to; `null` while it runs, and only then may it call a verb. */
    private var turn: Turn? = Yield

    /** Where the code is suspended; `null` before it starts. */
    private var continuation: Continuation<Any?>? = null

    // Body and Strand: what the engine calls. A body is started once.

    override fun start(branch: Branch): Strand {
        this.branch = branch
        return this
    }

    override suspend fun resume(outcome: Result<Any?>): Turn {
        proceed(outcome)
        return turn()
    }

    /** Runs the code with [outcome] on this stack, up to its next primitive or its end. */
    protected fun proceed(outcome: Result<Any?>) {
        turn = null
        continuation?.resumeWith(outcome) ?: start()
    }

    /** What the code has run up to. */
    protected fun turn(): Turn =
        checkNotNull(turn) {
            // The code does not run any more, so that a verb is refused.
            turn = Yield
            ScopeErrors.foreignSuspension()
        }

    /** Runs the code on this stack: one that never suspends needs no continuation of its own. */
    private fun start() {
        val first = checkNotNull(code)
        code = null
        val result =
            try {
                SuspendCalls.start(first, this, this)
            } catch (failure: Throwable) {
                return resumeWith(Result.failure(failure))
            }
        if (result !== COROUTINE_SUSPENDED) resumeWith(Result.success(result))
    }

    override fun frames(): List<StackTraceElement> =
        generateSequence(continuation as? CoroutineStackFrame) { it.callerFrame }
            .mapNotNull { it.getStackTraceElement() }
            .toList()

    // Continuation: how the body ended.

    override val context: CoroutineContext
        get() = EmptyCoroutineContext

    override fun resumeWith(result: Result<Any?>) {
        turn = End(result)
    }

    // WorkflowScope: what the body calls.

    override val workflowId: String
        get() = run.journal.workflowId

    override val maxAttemptDuration: Duration
        get() = run.definition.maxAttemptDuration

    override val maxResultSize: Int
        get() = run.definition.maxResultSize

    override val states: MutableMap<String, Any?>
        get() = run.states

    override val log: WorkflowLog
        get() = run.log

    override val isStopped: Boolean
        get() = branch.isStopped

    override val random: Random
        get() = run.also { requireRunning("random") }.random

    override fun nextUuid(): UUID {
        requireRunning("uuid()")
        return run.nextUuid()
    }

    override suspend fun <R> perform(primitive: Primitive<R>): R =
        suspendCoroutineUninterceptedOrReturn { caller ->
            requireRunning("A verb of the workflow")
            turn = primitive
            branch.asks()
            @Suppress("UNCHECKED_CAST")
            continuation = caller as Continuation<Any?>
            COROUTINE_SUSPENDED
        }

    override suspend fun <T> runStep(
        name: String,
        retry: RetryPolicy?,
        timeout: Duration?,
        type: ResultType<T>,
        origin: Any?,
        block: suspend StepScope.() -> T,
    ): T {
        val policy = retry ?: run.definition.stepRetry
        return perform(StepRun(run, name, policy, timeout, type, origin, block))
    }

    override suspend fun <T> runOwn(
        name: String,
        type: ResultType<T>,
        block: (StepScope) -> T,
    ): T = perform(OwnRun(run, name, type, block))

    override fun register(
        name: String,
        retry: RetryPolicy?,
        timeout: Duration?,
        block: suspend StepScope.() -> Unit,
    ) {
        requireRunning("compensate(\"$name\")")
        branch.register(UndoBlock(run, name, retry ?: run.definition.undoRetry, timeout, block))
    }

    override fun registerBody(name: String, code: suspend WorkflowScope.() -> Unit) {
        requireRunning("compensateWith(\"$name\")")
        branch.register(
            object : Undo(name) {
                override fun action(): Primitive<*> = Saga<Unit>(body(code))
            }
        )
    }

    override fun body(code: suspend WorkflowScope.() -> Any?): Body = BodyScope(run, code)

    override suspend fun <T> decide(
        request: DecisionRequest<T>,
        notify: (suspend StepScope.(PendingApproval) -> Unit)?,
    ): Decision<T> {
        run.requireReachable(request.approval)
        letOthersGo()
        return ApprovalRequest(run.approvals, request, notify).run { this@BodyScope.awaitOutcome() }
    }

    override suspend fun <T> receive(signal: Signal<T>): T {
        run.requireReachable(signal)
        letOthersGo()
        return receive(signal, run.signals)
    }

    override suspend fun <T> awaitPromise(promise: Promise<T>): T {
        run.requireReachable(promise)
        letOthersGo()
        return awaitValue(promise)
    }

    override suspend fun <T> completePromise(promise: Promise<T>, value: T): Boolean {
        run.requireReachable(promise)
        letOthersGo()
        return completeWith(promise, value)
    }

    override suspend fun <T> newAwakeable(type: ResultType<T>): Awakeable<T> = createAwakeable(type)

    override suspend fun <O> callRequest(request: Request<*, O>): O {
        requester.requireOther(request)
        letOthersGo()
        return callService(request, requester)
    }

    override suspend fun <O> sendRequest(
        request: Request<*, O>,
        after: Duration,
    ): Invocation<O> {
        requester.requireOther(request)
        letOthersGo()
        return sendToService(request, after, requester)
    }

    override suspend fun <O> attachInvocation(invocation: Invocation<O>): O {
        letOthersGo()
        return attachTo(invocation)
    }

    override suspend fun cancelInvocation(invocation: Invocation<*>) {
        letOthersGo()
        perform(CancelInvocation(invocation.id))
    }

    override suspend fun startNext(key: String, input: Any?, type: KType, after: Duration) {
        val service = requester.requireService(key)
        letOthersGo()
        continueRun(service, key, input, type, after, run.definition)
    }

    private val requester
        get() = RequestingRun(run.journal, branch.isShielded, run::nextRequest)

    /** Lets the branches that are ready go first, so that requests start in turn (E2). */
    private suspend fun letOthersGo() {
        perform(Yield)
        if (isStopped) perform(Yield)
    }

    private fun requireRunning(what: String) =
        check(turn == null) {
            when {
                branch.isDone && !branch.isRoot -> ScopeErrors.endedBranch(what)
                branch.isJoining -> ScopeErrors.waitingScope(what)
                else -> ScopeErrors.outsideBody(what)
            }
        }
}
