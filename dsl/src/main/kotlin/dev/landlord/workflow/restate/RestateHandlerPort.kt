package dev.landlord.workflow.restate

import dev.landlord.workflow.handler.RunEnd
import dev.landlord.workflow.handler.SharedHandlerPort
import dev.landlord.workflow.sdkinternals.HandlerContexts
import dev.restate.common.Slice
import dev.restate.sdk.common.DurablePromiseKey
import dev.restate.sdk.common.StateKey
import dev.restate.sdk.common.TerminalException
import dev.restate.sdk.kotlin.DurableFuture
import dev.restate.sdk.kotlin.RetryPolicy
import dev.restate.sdk.kotlin.SharedWorkflowContext
import dev.restate.serde.Serde
import dev.restate.serde.TypeTag
import java.time.Instant
import java.time.temporal.ChronoUnit
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.future.await
import kotlinx.coroutines.withContext

/** A run as its shared handlers see it, which may run at the same time. */
internal class RestateHandlerPort(
    private val context: SharedWorkflowContext,
    override val service: String,
) : SharedHandlerPort {
    override val workflowId: String = context.key()

    override val headers: Map<String, String>
        get() = context.request().headers().mapKeys { it.key.lowercase() }

    override val runId: String by
        lazy(LazyThreadSafetyMode.NONE) {
            val own = context.request().invocationId().toString()
            runInvocationId(service, workflowId, scopeOf(own, service, workflowId, headers))
        }

    override val requestBody: Slice
        get() = context.request().body()

    override suspend fun get(key: String): Slice? = context.get(StateKey.of(key, Serde.SLICE))

    override suspend fun keys(): Collection<String> = context.stateKeys()

    private val waits = WAITS.iterator()

    /** Not journaled: a retry of the handler waits again, and reads what it has read. */
    override suspend fun awaitWrites(): Boolean {
        if (!waits.hasNext()) return false
        delay(waits.next())
        return true
    }

    override suspend fun peek(promise: String): Slice? {
        val output = context.promise(promiseKey(promise)).peek()
        return if (output.isReady) output.value else null
    }

    override suspend fun complete(promise: String, value: Slice): Boolean {
        val commands = HandlerContexts.of(context)
        val completion = commands.resolvePromise(promise, value).await()
        commands.first(completion).await()
        return try {
            completion.poll().completed()
            true
        } catch (_: TerminalException) {
            false
        }
    }

    override suspend fun await(promise: String): Slice? {
        val value = context.promise(promiseKey(promise)).future()
        val end = context.invocationHandle(runId, BYTES).attach()
        val first = DurableFuture.any(value, end)
        val index = context.request().stream().whileWaiting { first.await() }
        return if (index == 0) value.await() else peek(promise)
    }

    override suspend fun once(name: String, block: suspend (Instant) -> Slice): Slice =
        context.runBlock(BYTES, name, ONCE_RETRY) {
            AttemptLog("$service/$workflowId").report {
                withContext(Dispatchers.IO) { block(Instant.now().truncatedTo(ChronoUnit.MILLIS)) }
            }
        }

    override suspend fun end(): RunEnd =
        try {
            val run = context.invocationHandle(runId, BYTES)
            if (run.output().isReady) RunEnd.Ended(failure = null) else RunEnd.Running
        } catch (failure: TerminalException) {
            // A run of ours that failed with the same words has written so.
            if (failure.isNotFound && keys().isEmpty()) RunEnd.Unknown else RunEnd.Ended(failure)
        }

    override suspend fun interrupt() = context.invocationHandle(runId, BYTES).cancel()

    private companion object {
        val BYTES: TypeTag<Slice> = TypeTag.of(Serde.SLICE)
        val WAITS = listOf(5, 20, 75, 200, 500).map { it.milliseconds }
        val ONCE_RETRY =
            RetryPolicy(
                initialDelay = 100.milliseconds,
                exponentiationFactor = 2f,
                maxAttempts = 3,
            )

        fun promiseKey(name: String): DurablePromiseKey<Slice> = DurablePromiseKey.of(name, BYTES)

        /** Restate's answer to a question about an invocation that it does not know. */
        val TerminalException.isNotFound
            get() = code == 404 && message == "not found"
    }
}
