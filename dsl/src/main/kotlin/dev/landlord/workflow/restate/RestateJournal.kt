package dev.landlord.workflow.restate

import dev.landlord.workflow.GeneratedCodeApi
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.body.BLOCK_THREADS
import dev.landlord.workflow.body.WorkflowRun
import dev.landlord.workflow.body.withoutForeignInterrupt
import dev.landlord.workflow.carrier.Carriers
import dev.landlord.workflow.engine.AwakeableHandle
import dev.landlord.workflow.engine.CallHandle
import dev.landlord.workflow.engine.Handle
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.engine.Journal
import dev.landlord.workflow.engine.Retry
import dev.landlord.workflow.engine.ServiceRequest
import dev.landlord.workflow.engine.WaitSet
import dev.landlord.workflow.sdkinternals.HandlerContexts
import dev.restate.common.Slice
import dev.restate.common.Target
import dev.restate.sdk.common.RetryPolicy as SdkRetryPolicy
import dev.restate.sdk.common.TerminalException
import dev.restate.sdk.core.EndpointRequestHandler.LoggingContextSetter.INVOCATION_STATUS_KEY
import dev.restate.sdk.core.RestateContextDataProvider
import dev.restate.sdk.endpoint.definition.AsyncResult
import dev.restate.sdk.endpoint.definition.HandlerContext.RunCompleter
import dev.restate.sdk.kotlin.WorkflowContext
import java.time.Duration as JavaDuration
import java.util.function.Consumer
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.toJavaDuration
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.future.await
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/**
 * Runs this workflow in the `run` handler of a generated service. Suspends until the workflow has
 * ended, or Restate abandons the attempt.
 *
 * @param service the service whose handlers reach the run: a body fails that waits for a value that
 *   no handler of the service delivers. `null` for a service that is written by hand: no check
 * @throws TerminalException if the workflow failed or was cancelled, after its undo actions
 */
@GeneratedCodeApi
public suspend fun <I, O> WorkflowDefinition<I, O>.run(
    context: WorkflowContext,
    input: I,
    service: WorkflowService? = null,
): O {
    val loop =
        context.request().stream()?.let {
            StreamDispatcher(it, service?.name() ?: "a workflow", eventLoopUse)
        }
    val journal = RestateJournal(context, service?.name(), carriers, loop)
    val run =
        WorkflowRun(
            this,
            journal,
            isReachable = {
                service == null ||
                    it in service.approvals() ||
                    it in service.signals() ||
                    it in service.promises()
            },
            whereItMayBlock = ON_BLOCK_THREADS,
        )
    return journal.attempts.report {
        // Without a stream nothing watches the event loop: the body may block where the SDK lets
        // it.
        if (loop == null) withContext(Dispatchers.Default) { run.run(input) }
        else loop.run { run.run(input) }
    }
}

private val ON_BLOCK_THREADS: suspend (() -> Unit) -> Unit = {
    withContext(NonCancellable + BLOCK_THREADS) { it() }
}

/** The journal of an invocation, for tests of the journal. */
@InternalEngineApi
public fun WorkflowContext.journal(service: String? = null): Journal = RestateJournal(this, service)

/** The [Journal] of an invocation. The only file that imports the SDK's context of a run (E1). */
internal class RestateJournal(
    private val context: WorkflowContext,
    override val service: String?,
    private val carriers: Carriers? = null,
    private val loop: StreamDispatcher? = null,
) : Journal {
    private val commands = HandlerContexts.of(context)
    private val blocks = BlocksInFlight()
    private val stream = context.request().stream()

    override val workflowId: String = context.key()

    /** The log of the attempts of this run that fail. */
    val attempts = AttemptLog("${service ?: "run"}/$workflowId")

    override val invocationId: String = context.request().invocationId().toString()

    // The SDK exposes this to its log only.
    override val isReplaying: Boolean
        get() =
            stream?.isReplaying()
                ?: InvocationStream.isReplaying(
                    RestateContextDataProvider().supplyContextData()[INVOCATION_STATUS_KEY]
                )

    init {
        if (!isReplaying) StepFailures.begin(invocationId)
    }

    override suspend fun run(
        name: String,
        retry: Retry,
        block: suspend () -> Slice,
    ): Handle {
        val failures = StepFailures.of(invocationId, name)
        val pause = failures.nextPause(retry)
        // E4: blocking work must not hold a thread of the dispatcher that the handlers share.
        val scope =
            CoroutineScope(currentCoroutineContext().minusKey(EventLoopTurns) + BLOCK_THREADS)
        val result =
            commands.submitRun(
                name,
                CalledOnce { completer ->
                    scope.launch {
                        val alone: suspend () -> Slice = { withoutForeignInterrupt(block) }
                        blocks.run(failures, retry, pause, attempts, alone) { outcome ->
                            outcome.fold(completer::proposeSuccess) {
                                completer.proposeFailure(it, pause.toSdk())
                            }
                        }
                    }
                },
            )
        return result.then { RestateHandle(it, isBlock = true) { bytes -> bytes } }
    }

    override suspend fun sleep(duration: Duration): Handle =
        commands.timer(duration.roundedUp().toJavaDuration(), null).then(::empty)

    override suspend fun set(key: String, value: Slice): Unit = commands.set(key, value).then {}

    override suspend fun promise(key: String): Handle = commands.promise(key).then(::bytes)

    override suspend fun completePromise(key: String, value: Slice): Handle =
        commands.resolvePromise(key, value).then(::empty)

    override suspend fun awakeable(): AwakeableHandle =
        commands.awakeable().then { AwakeableHandle(it.id, bytes(it.asyncResult)) }

    override suspend fun <T> native(block: suspend (Any) -> T): T =
        // Code of the user, which may block, and whose blocks run where it runs.
        stream.whileWaiting(FOREIGN_PATIENCE) {
            withContext(Dispatchers.Default) { block(context) }
        }

    override fun isOwn(target: Target): Boolean =
        target.handler == "run" &&
            target.key == workflowId &&
            runInvocationId(target.service, workflowId) == invocationId

    override suspend fun call(request: ServiceRequest): CallHandle =
        commands
            .call(
                request.target,
                request.payload,
                request.idempotencyKey,
                request.headers.entries,
            )
            .then { CallHandle(text(it.invocationIdAsyncResult), bytes(it.callAsyncResult)) }

    override suspend fun send(request: ServiceRequest, after: Duration): Handle =
        commands
            .send(
                request.target,
                request.payload,
                request.idempotencyKey,
                request.headers.entries,
                after.takeIf { it > Duration.ZERO }?.roundedUp()?.toJavaDuration(),
            )
            .then(::text)

    override suspend fun attach(invocationId: String): Handle =
        commands.attachInvocation(invocationId).then(::bytes)

    override suspend fun cancel(invocationId: String): Unit =
        commands.cancelInvocation(invocationId).then {}

    /**
     * While a block is in flight, the stream stays open whatever it takes: the timers of other
     * branches and a cancellation arrive on it.
     */
    override suspend fun next(waiting: WaitSet): Handle? {
        loop?.letOthersRun()
        var hasBlock = false
        val results = ArrayList<AsyncResult<*>>(1)
        for (handle in waiting) {
            handle as RestateHandle<*>
            results += handle.result
            hasBlock = hasBlock || handle.isBlock
        }
        val first = commands.first(results)
        return try {
            val index =
                if (hasBlock || first.isDone) first.await()
                else stream.whileWaiting(patience()) { first.await() }
            waiting.elementAt(index)
        } catch (_: TerminalException) {
            null
        }
    }

    private fun patience() =
        if (carriers != null && carriers.areScarce()) JavaDuration.ZERO else WAITING_PATIENCE
}

private fun bytes(result: AsyncResult<Slice>) = RestateHandle(result) { it }

private fun text(result: AsyncResult<String>) = RestateHandle(result) { Slice.wrap(it) }

private fun empty(result: AsyncResult<Void?>) = RestateHandle(result) { Slice.EMPTY }

/**
 * What the SDK keeps until the attempt ends, for each step: without [action], and so without the
 * block of the step and what that holds.
 */
private class CalledOnce(private var action: ((RunCompleter) -> Unit)?) : Consumer<RunCompleter> {
    override fun accept(completer: RunCompleter) {
        val first = checkNotNull(action)
        action = null
        first(completer)
    }
}

/**
 * @property isBlock whether it ends when a block has run, and not when Restate says so
 * @property read converts what the SDK has into what the engine reads
 */
private class RestateHandle<T>(
    val result: AsyncResult<T>,
    val isBlock: Boolean = false,
    private val read: (T) -> Slice,
) : Handle() {
    override fun outcome(): Slice = read(result.poll().completed())
}

/**
 * One pause and no limit: how often is counted here ([StepFailures]). The SDK would count the times
 * that Restate could not reach the service, and the failures of other branches, as attempts; it
 * drops fractions of the factor; and its product overflows.
 */
private fun Duration.toSdk(): SdkRetryPolicy = SdkRetryPolicy.exponential(toJavaDuration(), 1f)

/** To the millisecond, which is what the SDK keeps; never less than was asked for. */
private fun Duration.roundedUp(): Duration {
    val whole = inWholeMilliseconds.milliseconds
    return if (whole < this) whole + 1.milliseconds else whole
}
