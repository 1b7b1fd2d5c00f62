@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.restate

import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.engine.Engine
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.engine.Journal
import dev.landlord.workflow.engine.Pending
import dev.restate.sdk.common.TerminalException
import dev.restate.sdk.core.RestateContextDataProvider
import dev.restate.sdk.kotlin.DurableFuture
import dev.restate.sdk.kotlin.RetryPolicy as SdkRetryPolicy
import dev.restate.sdk.kotlin.WorkflowContext
import dev.restate.serde.Serde
import kotlin.time.Duration
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/**
 * Runs this workflow in a Restate handler: what a generated service does in its `run`. Suspends
 * until the workflow has ended, or is abandoned together with the attempt.
 *
 * @throws TerminalException if the workflow failed or was cancelled, after its undo actions
 */
public suspend fun <I, O> WorkflowDefinition<I, O>.run(context: WorkflowContext, input: I): O =
    Engine(RestateJournal(context)).run(this, input)

/** The [Journal] of an invocation. The only file that imports the SDK's context (E1). */
internal class RestateJournal(private val context: WorkflowContext) : Journal {
    override val workflowId: String = context.key()

    override val invocationId: String = context.request().invocationId().toString()

    // The SDK tells its log, and nobody else, whether it replays.
    override val isReplaying: Boolean
        get() = RestateContextDataProvider().supplyContextData()[STATUS] == "REPLAYING"

    override suspend fun <T> run(
        name: String,
        retry: RetryPolicy,
        serde: Serde<T>,
        block: suspend () -> T,
    ): Pending<T> =
        // E4: blocking work must not hold a thread of the dispatcher that the handlers share.
        RestatePending(
            context.runAsync(serde, name, retry.toSdk()) {
                withContext(Dispatchers.IO) { block() }
            }
        )

    override suspend fun sleep(duration: Duration): Pending<Unit> =
        RestatePending(context.timer(duration, null))

    /**
     * Waits for a wrapper and never for the futures themselves: the SDK delivers a cancellation by
     * failing what is awaited, and a future that it failed has lost its outcome (G3). The wrapper
     * itself yields an index, so when it fails, that is a cancellation and nothing else.
     */
    override suspend fun next(pending: List<Pending<*>>): Int =
        try {
            DurableFuture.any(pending.map { (it as RestatePending<*>).future }).await()
        } catch (_: TerminalException) {
            Journal.CANCELLED
        }

    private companion object {
        const val STATUS = "restateInvocationStatus"
    }
}

private class RestatePending<T>(val future: DurableFuture<T>) : Pending<T> {
    override suspend fun result(): T = future.await()
}

/**
 * The SDK multiplies once before it first waits, so its initial delay is ours divided by the
 * factor.
 */
private fun RetryPolicy.toSdk(): SdkRetryPolicy =
    SdkRetryPolicy(
        initialDelay = initialDelay / factor,
        exponentiationFactor = factor.toFloat(),
        maxDelay = maxDelay,
        maxAttempts = maxAttempts,
        maxDuration = maxDuration,
    )
