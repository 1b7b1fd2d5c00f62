package dev.landlord.workflow.ingress

import dev.landlord.workflow.client.ClientInternals
import dev.landlord.workflow.client.ClientOptions
import java.io.IOException
import java.net.ConnectException
import java.net.http.HttpClient
import java.net.http.HttpConnectTimeoutException
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.net.http.HttpTimeoutException
import java.util.TreeMap
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withTimeoutOrNull

/**
 * One request and its answer, in as many attempts as it takes. A failed attempt is retried after
 * 100 ms, and then after twice the previous pause up to 5 s, until the deadline:
 * - if no connection could be made, always, because nothing was sent;
 * - if the answer was lost, or Restate or a gateway is unavailable, only if the request is
 *   repeatable.
 *
 * A request that waits is sent again each minute, because a proxy may have dropped a connection
 * that is silent for longer. Cancelling the coroutine aborts the attempt in flight.
 *
 * @property subject the run and the verb, for messages
 */
internal class Exchange(
    private val http: HttpClient,
    private val options: ClientOptions,
    private val call: HttpCall,
    private val subject: String,
    private val deadline: Deadline,
) {
    private var attempts = 0
    private var mayHaveArrived = false

    suspend fun answer(): HttpResponse<ByteArray> {
        while (true) {
            // Outside of `try`: the headers are the caller's code, whose failure ends the request.
            val request = request()
            // The request may have ended meanwhile.
            currentCoroutineContext().ensureActive()
            attempts++
            try {
                val answer = withTimeoutOrNull(attemptTimeout()) { http.send(request) }
                when {
                    answer != null -> if (!answer.isAway || !mayRetry(true)) return answer
                    !call.waits -> throw HttpTimeoutException("no answer in time")
                    else -> {
                        requireTime(subject, deadline)
                        continue
                    }
                }
            } catch (failure: IOException) {
                val isConnected =
                    failure !is ConnectException && failure !is HttpConnectTimeoutException
                if (!mayRetry(isConnected)) throw unreachable(failure)
            }
            delay(pause())
        }
    }

    private fun attemptTimeout(): Duration =
        if (call.waits) minOf(deadline.left, MAX_SILENCE) else deadline.left

    private fun pause(): Duration = minOf(MAX_PAUSE, FIRST_PAUSE * (1 shl minOf(attempts - 1, 10)))

    /** @param isSent whether the failed attempt may have arrived */
    private fun mayRetry(isSent: Boolean): Boolean {
        mayHaveArrived = mayHaveArrived || isSent
        return deadline.left > pause() && (call.isRepeatable || !isSent)
    }

    private fun unreachable(failure: IOException) =
        ClientInternals.unreachable(
            subject,
            call.url,
            attempts,
            failure.message ?: failure.javaClass.simpleName,
            mayHaveArrived,
            failure,
        )

    private fun request(): HttpRequest {
        val headers = TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER)
        headers += ClientInternals.headers(options)
        headers += call.headers
        headers +=
            ClientInternals.requestHeaders(options)
                .of(call.method, call.url, call.body ?: ByteArray(0))
        // Restate adds this header, and a handler with SDK 2.4.0 does not start if it has two.
        headers -= INGRESS_PATH
        if (call.body != null) headers["content-type"] = "application/json"
        return HttpRequest.newBuilder(call.url)
            .method(
                call.method,
                call.body?.let(BodyPublishers::ofByteArray) ?: BodyPublishers.noBody(),
            )
            .apply { headers.forEach(::setHeader) }
            .build()
    }

    private companion object {
        const val INGRESS_PATH = "x-restate-ingress-path"
        val FIRST_PAUSE = 100.milliseconds
        val MAX_PAUSE = 5.seconds
        val MAX_SILENCE = 1.minutes
    }
}

/** @throws WaitTimeoutException if the time of a request that waits is up */
internal fun requireTime(subject: String, deadline: Deadline) {
    if (deadline.left <= Duration.ZERO) throw ClientInternals.noAnswerIn(subject, deadline.timeout)
}

private suspend fun HttpClient.send(request: HttpRequest): HttpResponse<ByteArray> =
    sendAsync(request, BodyHandlers.ofByteArray()).awaitOrAbort()

/** `await` of kotlinx.coroutines cancels without `true`, and the JDK's client then goes on. */
private suspend fun <T> CompletableFuture<T>.awaitOrAbort(): T =
    suspendCancellableCoroutine { waiting ->
        waiting.invokeOnCancellation { cancel(true) }
        whenComplete { value, failure ->
            if (failure == null) waiting.resume(value)
            else waiting.resumeWithException((failure as? CompletionException)?.cause ?: failure)
        }
    }
