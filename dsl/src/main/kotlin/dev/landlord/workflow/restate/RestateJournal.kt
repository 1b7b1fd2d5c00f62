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
import dev.landlord.workflow.sdkinternals.ContextCommands
import dev.restate.common.Slice
import dev.restate.common.Target
import dev.restate.sdk.common.DurablePromiseKey
import dev.restate.sdk.common.RetryPolicy as SdkRetryPolicy
import dev.restate.sdk.common.StateKey
import dev.restate.sdk.common.TerminalException
import dev.restate.sdk.core.EndpointRequestHandler.LoggingContextSetter.INVOCATION_STATUS_KEY
import dev.restate.sdk.core.RestateContextDataProvider
import dev.restate.sdk.endpoint.definition.AsyncResult
import dev.restate.sdk.kotlin.DurableFuture
import dev.restate.sdk.kotlin.WorkflowContext
import dev.restate.serde.Serde
import dev.restate.serde.TypeTag
import java.time.Duration as JavaDuration
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
            whereItMayBlock = { withContext(NonCancellable + BLOCK_THREADS) { it() } },
        )
    return journal.attempts.report {
        // Without a stream nothing watches the event loop: the body may block where the SDK lets
        // it.
        if (loop == null) withContext(Dispatchers.Default) { run.run(input) }
        else loop.run { run.run(input) }
    }
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
            ContextCommands.run(context, name) { completer ->
                scope.launch {
                    val alone: suspend () -> Slice = { withoutForeignInterrupt(block) }
                    blocks.run(failures, retry, pause, attempts, alone) { outcome ->
                        outcome.fold(completer::proposeSuccess) {
                            completer.proposeFailure(it, pause.toSdk())
                        }
                    }
                }
            }
        return RestateHandle(ContextCommands.future(result.await()), isBlock = true)
    }

    override suspend fun sleep(duration: Duration): Handle =
        RestateHandle(context.timer(duration.roundedUp(), null).map { Slice.EMPTY })

    override suspend fun set(key: String, value: Slice) =
        context.set(StateKey.of(key, Serde.SLICE), value)

    override suspend fun promise(key: String): Handle =
        RestateHandle(context.promise(DurablePromiseKey.of(key, BYTES)).future())

    override suspend fun completePromise(key: String, value: Slice): Handle {
        val completion = ContextCommands.completePromise(context, key, value).await()
        return RestateHandle(ContextCommands.future(completion).map { Slice.EMPTY })
    }

    override suspend fun awakeable(): AwakeableHandle {
        val awakeable = context.awakeable(BYTES)
        return AwakeableHandle(awakeable.id, RestateHandle(awakeable))
    }

    override suspend fun <T> native(block: suspend (Any) -> T): T =
        // Code of the user, which may block, and whose blocks run where it runs.
        stream.whileWaiting(FOREIGN_PATIENCE) {
            withContext(Dispatchers.Default) { block(context) }
        }

    override fun isOwn(target: Target): Boolean =
        target.handler == "run" &&
            target.key == workflowId &&
            runInvocationId(target.service, workflowId) == invocationId

    override suspend fun call(request: ServiceRequest): CallHandle {
        val call = ContextCommands.call(context, request).await()
        return CallHandle(
            id(call.invocationIdAsyncResult),
            RestateHandle(ContextCommands.future(call.callAsyncResult)),
        )
    }

    override suspend fun send(
        request: ServiceRequest,
        after: Duration,
    ): Handle =
        id(ContextCommands.send(context, request, after.roundedUp().toJavaDuration()).await())

    override suspend fun attach(invocationId: String): Handle =
        RestateHandle(ContextCommands.future(ContextCommands.attach(context, invocationId).await()))

    override suspend fun cancel(invocationId: String) {
        ContextCommands.cancel(context, invocationId).await()
    }

    private suspend fun id(result: AsyncResult<String>) =
        RestateHandle(ContextCommands.future(result).map { Slice.wrap(it) })

    /**
     * Waits for a wrapper and never for the futures themselves: the SDK delivers a cancellation by
     * failing what is awaited, and a future that it failed has lost its outcome (G3). The wrapper
     * itself yields an index, so when it fails, that is a cancellation and nothing else.
     *
     * While a block is in flight, the stream stays open whatever it takes: the timers of other
     * branches and a cancellation arrive on it.
     */
    override suspend fun next(waiting: WaitSet): Handle? {
        loop?.letOthersRun()
        val pending = waiting.map { it as RestateHandle }
        val first = DurableFuture.any(pending.map { it.future })
        return try {
            val index =
                if (pending.any { it.isBlock }) first.await()
                else stream.whileWaiting(patience()) { first.await() }
            pending[index]
        } catch (_: TerminalException) {
            null
        }
    }

    private fun patience() =
        if (carriers != null && carriers.areScarce()) JavaDuration.ZERO else WAITING_PATIENCE

    private companion object {
        val BYTES: TypeTag<Slice> = TypeTag.of(Serde.SLICE)
    }
}

/** @property isBlock whether it ends when a block has run, and not when Restate says so */
private class RestateHandle(
    val future: DurableFuture<Slice>,
    val isBlock: Boolean = false,
) : Handle() {
    override suspend fun outcome(): Slice = future.await()
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
