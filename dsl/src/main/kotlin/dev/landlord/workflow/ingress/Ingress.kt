package dev.landlord.workflow.ingress

import dev.landlord.workflow.client.ClientInternals
import dev.landlord.workflow.client.ClientOptions
import java.net.http.HttpClient
import java.net.http.HttpResponse
import java.time.Duration
import kotlin.coroutines.cancellation.CancellationException
import kotlinx.coroutines.Job
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.job

/** Restate's ingress, and the requests to it that are in flight. */
internal class Ingress(private val options: ClientOptions) {
    private val http =
        ClientInternals.url(options).let { url ->
            HttpClient.newBuilder()
                .version(
                    if (url.scheme == "https") HttpClient.Version.HTTP_2
                    else HttpClient.Version.HTTP_1_1
                )
                .connectTimeout(Duration.ofSeconds(5))
                .build()
        }

    /** Ends when the client is closed. */
    private val open = Job()

    val url: String = ClientInternals.url(options).toString().trimEnd('/')
    val requestTimeout: Duration = ClientInternals.requestTimeout(options)
    val isClosed: Boolean
        get() = !open.isActive

    /** @throws ClientClosedException if the client is closed before the answer has come */
    suspend fun send(
        subject: String,
        call: HttpCall,
        deadline: Deadline,
    ): HttpResponse<ByteArray> =
        try {
            coroutineScope {
                val request = coroutineContext.job
                val onClose = open.invokeOnCompletion { request.cancel() }
                try {
                    Exchange(http, options, call, subject, deadline).answer()
                } finally {
                    onClose.dispose()
                }
            }
        } catch (cancelled: CancellationException) {
            currentCoroutineContext().ensureActive()
            throw if (isClosed) ClientInternals.closing(subject) else cancelled
        }

    fun close() = open.cancel()
}
