package dev.landlord.workflow.ingress

import dev.landlord.workflow.GeneratedCodeApi
import dev.landlord.workflow.WorkflowStatus
import dev.landlord.workflow.client.Submission
import dev.landlord.workflow.client.WorkflowClientException
import java.time.Duration
import java.util.Optional
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException
import kotlinx.coroutines.future.await as awaitFuture

/**
 * The requests of [RunRequests] as futures, for generated clients in Java only. Each function sends
 * its request. Cancelling the future ends the request and does not affect the run.
 */
@GeneratedCodeApi
public class RunClient internal constructor(private val run: RunRequests) {
    public fun key(): String = run.key

    public fun <I> submit(type: Payload<I>, input: I): CompletableFuture<Submission> =
        run.submit(type, input).start()

    public fun <I, O> run(
        type: Payload<I>,
        input: I,
        result: Payload<O>,
        timeout: Duration,
    ): CompletableFuture<O> = run.run(type, input, result, timeout).start()

    public fun <O> attach(result: Payload<O>, timeout: Duration): CompletableFuture<O> =
        run.attach(result, timeout).start()

    public fun <O> peek(result: Payload<O>): CompletableFuture<Optional<O & Any>> =
        optional(run.peek(result).start())

    public fun hasCompleted(): CompletableFuture<Boolean> = run.hasCompleted().start()

    public fun cancel(): CompletableFuture<Void?> = run.cancel().start()

    public fun status(): CompletableFuture<WorkflowStatus> = run.status().start()

    public fun <I, O> ask(
        handler: String,
        type: Payload<I>,
        input: I,
        result: Payload<O>,
    ): CompletableFuture<O> = run.ask(handler, type, input, result).start()

    public fun <I, O> tell(
        handler: String,
        type: Payload<I>,
        input: I,
        result: Payload<O>,
    ): CompletableFuture<O> = run.tell(handler, type, input, result).start()

    public fun <O> query(
        handler: String,
        result: Payload<O>,
    ): CompletableFuture<Optional<O & Any>> = optional(run.query(handler, result).start())

    public fun <O> await(
        handler: String,
        result: Payload<O>,
        timeout: Duration,
    ): CompletableFuture<O> = run.await(handler, result, timeout).start()

    public companion object {
        /** The result of [future], which may be `null`. Cancelling it cancels [future]. */
        @JvmStatic
        public fun <T> optional(
            future: CompletableFuture<T>
        ): CompletableFuture<Optional<T & Any>> = startFuture {
            Optional.ofNullable(future.awaitFuture())
        }

        /**
         * Blocks until [future] has completed, and throws its failure with the stack of the caller.
         *
         * @throws CancellationException if the thread was interrupted, which it then still is
         */
        @JvmStatic
        public fun <T> await(future: CompletableFuture<T>): T =
            try {
                future.get()
            } catch (_: InterruptedException) {
                future.cancel(true)
                Thread.currentThread().interrupt()
                throw CancellationException("interrupted while it was waited for")
            } catch (failed: ExecutionException) {
                val cause = failed.cause
                if (cause is WorkflowClientException) cause.stackTrace = Throwable().stackTrace
                throw cause as? RuntimeException ?: IllegalStateException(cause)
            }
    }
}
