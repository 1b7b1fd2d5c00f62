package dev.landlord.workflow.ingress

import dev.landlord.workflow.GeneratedCodeApi
import dev.landlord.workflow.client.ClientClosedException
import dev.landlord.workflow.client.ClientInternals
import dev.landlord.workflow.client.ClientOptions
import java.net.http.HttpResponse

/**
 * The connection of a generated client to Restate's ingress; for such clients only. Thread-safe,
 * and meant to be shared: it keeps HTTP connections open between requests.
 */
@GeneratedCodeApi
public class ClientConnection
private constructor(
    private val ingress: Ingress,
    internal val service: String,
    private val scope: String?,
) : AutoCloseable {
    /** The runs in the flow-control scope [scope], over this connection. */
    public fun scope(scope: String?): ClientConnection =
        ClientConnection(ingress, service, ClientInternals.requireScope(service, scope))

    /**
     * The run of that key, whether it exists or not.
     *
     * @throws IllegalArgumentException if the key is empty or `null`, or cannot be part of a path
     */
    public fun run(key: String?): RunClient = RunClient(requests(key))

    /** The same as [run], for clients that suspend. */
    public fun requests(key: String?): RunRequests {
        val checked = ClientInternals.requireKey(service, key)
        return RunRequests(this, RunAddress(ingress.url, service, checked, scope), checked)
    }

    /** The run of [key], for messages. */
    internal fun subject(key: String): String =
        if (scope == null) "$service/$key" else "$service/$key in scope $scope"

    /** The deadline of a request that does not wait for a run. */
    internal fun soon(): Deadline = Deadline.after(ingress.requestTimeout)

    /** @throws IllegalStateException if this is closed */
    internal fun requireOpen() {
        if (ingress.isClosed) throw ClientInternals.closed(service)
    }

    internal suspend fun send(
        subject: String,
        call: HttpCall,
        deadline: Deadline,
    ): HttpResponse<ByteArray> = ingress.send(subject, call, deadline)

    /** Ends the requests in flight with a [ClientClosedException]. The runs go on. */
    override fun close(): Unit = ingress.close()

    public companion object {
        /**
         * Opens a connection; sends nothing.
         *
         * @param service the name of the service, unless [options] have another
         */
        @JvmStatic
        public fun open(options: ClientOptions, service: String): ClientConnection =
            ClientConnection(
                Ingress(options),
                ClientInternals.service(options).orElse(service),
                scope = null,
            )
    }
}
