package dev.landlord.workflow.ingress

import dev.landlord.workflow.GeneratedCodeApi
import java.util.concurrent.CompletableFuture
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.future.future
import kotlinx.coroutines.withContext

/**
 * A request of a generated client, whose arguments are checked and which is not sent yet. For such
 * clients only.
 */
@GeneratedCodeApi
public class Request<T> internal constructor(private val block: suspend () -> T) {
    /**
     * Sends the request and suspends until the answer has come. Cancelling the coroutine ends the
     * request and does not affect the run.
     */
    public suspend fun send(): T =
        // Not on the caller's dispatcher, which may have a virtual clock and skip the timeouts.
        withContext(THREADS) { block() }

    /** Sends the request. Cancelling the future, or completing it, ends the request. */
    internal fun start(): CompletableFuture<T> = startFuture(block)
}

/**
 * Runs [block] on the calling thread up to its first suspension, and then on the shared threads.
 */
internal fun <T> startFuture(block: suspend () -> T): CompletableFuture<T> =
    CLIENTS.future(start = CoroutineStart.UNDISPATCHED) { block() }

/**
 * As many threads as are needed, shared with [Dispatchers.IO]. The headers function and the
 * callbacks of futures run on them, and may block. On `Dispatchers.Default` they would hold up the
 * requests and the handlers of the whole process.
 */
private val THREADS = Dispatchers.IO.limitedParallelism(Int.MAX_VALUE)

/** The coroutines of all clients for Java; one that fails does not affect the others. */
private val CLIENTS = CoroutineScope(SupervisorJob() + THREADS)
