@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.restate

import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.engine.Awakeable
import dev.landlord.workflow.engine.Call
import dev.landlord.workflow.engine.Caller
import dev.landlord.workflow.engine.Engine
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.engine.Journal
import dev.landlord.workflow.engine.Pending
import dev.landlord.workflow.engine.ServiceRequest
import dev.landlord.workflow.engine.Waiting
import dev.restate.common.Slice
import dev.restate.common.Target
import dev.restate.sdk.common.DurablePromiseKey
import dev.restate.sdk.common.StateKey
import dev.restate.sdk.common.TerminalException
import dev.restate.sdk.core.RestateContextDataProvider
import dev.restate.sdk.endpoint.definition.AsyncResult
import dev.restate.sdk.kotlin.DurableFuture
import dev.restate.sdk.kotlin.RetryPolicy as SdkRetryPolicy
import dev.restate.sdk.kotlin.WorkflowContext
import dev.restate.serde.Serde
import dev.restate.serde.TypeTag
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.toJavaDuration
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.future.await
import kotlinx.coroutines.withContext

/**
 * Runs this workflow in a Restate handler: what a generated service does in its `run`. Suspends
 * until the workflow has ended, or is abandoned together with the attempt.
 *
 * @param service the service whose handlers reach the run; a body that waits for a value that no
 *   handler of it delivers fails. `null`, for services that are made by hand: this is not checked
 * @throws TerminalException if the workflow failed or was cancelled, after its undo actions
 */
public suspend fun <I, O> WorkflowDefinition<I, O>.run(
    context: WorkflowContext,
    input: I,
    service: WorkflowService? = null,
): O {
    val journal = RestateJournal(context, service?.name())
    val engine =
        Engine(journal) {
            service == null ||
                it in service.approvals() ||
                it in service.signals() ||
                it in service.promises()
        }
    return journal.attempts.report { engine.run(this, input) }
}

/** The journal of an invocation, for those who test it. */
@InternalEngineApi
public fun WorkflowContext.journal(service: String? = null): Journal = RestateJournal(this, service)

/** The [Journal] of an invocation. The only file that imports the SDK's context of a run (E1). */
internal class RestateJournal(
    private val context: WorkflowContext,
    override val service: String?,
) : Journal {
    private val blocks = BlocksInFlight()
    private val stream = context.request().stream()

    override val workflowId: String = context.key()

    /** The log of the attempts of this run that fail. */
    val attempts = AttemptLog("${service ?: "run"}/$workflowId")

    override val invocationId: String = context.request().invocationId().toString()

    // The SDK exposes this to its log only.
    override val isReplaying: Boolean
        get() = RestateContextDataProvider().supplyContextData()[STATUS] == "REPLAYING"

    init {
        if (!isReplaying) StepFailures.begin(invocationId)
    }

    override suspend fun run(
        name: String,
        retry: RetryPolicy,
        caller: Caller,
        block: suspend () -> Slice,
    ): Pending {
        val failures = StepFailures.of(invocationId, name)
        val pause = failures.nextPause(retry)
        // E4: blocking work must not hold a thread of the dispatcher that the handlers share.
        return RestatePending(
            context.runAsync(Serde.SLICE, name, pause.toSdk()) {
                withContext(Dispatchers.IO) { blocks.run(failures, retry, pause, attempts, block) }
            },
            isBlock = true,
        )
    }

    override suspend fun sleep(duration: Duration, caller: Caller): Pending =
        RestatePending(context.timer(duration.roundedUp(), null).map { Slice.EMPTY })

    override suspend fun set(key: String, value: Slice, caller: Caller) =
        context.set(StateKey.of(key, Serde.SLICE), value)

    override suspend fun promise(key: String, caller: Caller): Pending =
        RestatePending(context.promise(DurablePromiseKey.of(key, BYTES)).future())

    override suspend fun completePromise(key: String, value: Slice, caller: Caller): Pending {
        val completion = ContextCommands.completePromise(context, key, value).await()
        return RestatePending(ContextCommands.future(completion).map { Slice.EMPTY })
    }

    override suspend fun awakeable(): Awakeable {
        val awakeable = context.awakeable(BYTES)
        return Awakeable(awakeable.id, RestatePending(awakeable))
    }

    override suspend fun <T> native(block: suspend (Any) -> T): T =
        stream.whileWaiting(FOREIGN_PATIENCE) { block(context) }

    override fun isOwn(target: Target): Boolean =
        target.handler == "run" &&
            target.key == workflowId &&
            runInvocationId(target.service, workflowId) == invocationId

    override suspend fun call(request: ServiceRequest, caller: Caller): Call {
        val call = ContextCommands.call(context, request).await()
        return Call(
            id(call.invocationIdAsyncResult),
            RestatePending(ContextCommands.future(call.callAsyncResult)),
        )
    }

    override suspend fun send(
        request: ServiceRequest,
        after: Duration,
        caller: Caller,
    ): Pending =
        id(ContextCommands.send(context, request, after.roundedUp().toJavaDuration()).await())

    override suspend fun attach(invocationId: String, caller: Caller): Pending =
        RestatePending(
            ContextCommands.future(ContextCommands.attach(context, invocationId).await())
        )

    override suspend fun cancel(invocationId: String, caller: Caller) {
        ContextCommands.cancel(context, invocationId).await()
    }

    private suspend fun id(result: AsyncResult<String>) =
        RestatePending(ContextCommands.future(result).map { Slice.wrap(it) })

    /**
     * Waits for a wrapper and never for the futures themselves: the SDK delivers a cancellation by
     * failing what is awaited, and a future that it failed has lost its outcome (G3). The wrapper
     * itself yields an index, so when it fails, that is a cancellation and nothing else.
     *
     * While a block is in flight, the stream stays open whatever it takes: the timers of other
     * branches and a cancellation arrive on it.
     */
    override suspend fun next(waiting: Waiting): Pending? {
        val pending = waiting.map { it as RestatePending }
        val first = DurableFuture.any(pending.map { it.future })
        return try {
            val index =
                if (pending.any { it.isBlock }) first.await()
                else stream.whileWaiting { first.await() }
            pending[index]
        } catch (_: TerminalException) {
            null
        }
    }

    private companion object {
        const val STATUS = "restateInvocationStatus"
        val BYTES: TypeTag<Slice> = TypeTag.of(Serde.SLICE)
    }
}

/** @property isBlock whether it ends when a block has run, and not when Restate says so */
private class RestatePending(
    val future: DurableFuture<Slice>,
    val isBlock: Boolean = false,
) : Pending {
    override suspend fun result(): Slice = future.await()
}

/**
 * One pause and no limit: how often is counted here ([StepFailures]). The SDK would count the times
 * that Restate could not reach the service, and the failures of other branches, as attempts; it
 * drops fractions of the factor; and its product overflows.
 */
private fun Duration.toSdk(): SdkRetryPolicy =
    SdkRetryPolicy(initialDelay = this, exponentiationFactor = 1f)

/** To the millisecond, which is what the SDK keeps; never less than was asked for. */
private fun Duration.roundedUp(): Duration {
    val whole = inWholeMilliseconds.milliseconds
    return if (whole < this) whole + 1.milliseconds else whole
}
