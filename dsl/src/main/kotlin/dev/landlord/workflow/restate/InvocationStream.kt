package dev.landlord.workflow.restate

import dev.landlord.workflow.engine.InternalEngineApi
import dev.restate.sdk.common.HandlerRequest
import io.opentelemetry.context.ContextKey
import java.time.Duration

/**
 * The stream on which Restate has one attempt of an invocation, as the handler of that attempt sees
 * it. A handler that waits for Restate and for nothing else says so; a server that implements this
 * port may then suspend the attempt, so that a waiting invocation holds neither a stream nor one of
 * the invocations that Restate runs at a time.
 *
 * The server puts its implementation under [KEY] into the OpenTelemetry context in which it hands
 * the request to the SDK, which keeps that context in the request. Other servers have none, and
 * Restate's inactivity timeout suspends their invocations.
 */
@InternalEngineApi
public interface InvocationStream {
    /** Whether this is the thread on which the messages of the attempt arrive. */
    public fun isCurrent(): Boolean

    /** Whether the next operation of the attempt is answered by its journal. */
    public fun isReplaying(): Boolean

    /**
     * Runs [task] on that thread, later.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the server has been closed, and
     *   the attempt with it
     */
    public fun execute(task: Runnable)

    /**
     * The handler has begun to wait for Restate; no block of it is running. The server may suspend
     * the attempt after [patience], unless the handler has [resumed].
     */
    public fun waits(patience: Duration)

    /** The handler no longer waits. */
    public fun resumed()

    public companion object {
        /** Where the SDK keeps the stream of a request. */
        @JvmField
        public val KEY: ContextKey<InvocationStream> =
            ContextKey.named("dev.landlord.workflow.stream")

        /** Whether the SDK's log shows [status] while an attempt is replayed. */
        @JvmStatic public fun isReplaying(status: String?): Boolean = status == "REPLAYING"
    }
}

/** How long a waiting handler holds its stream, in case that the answer comes at once. */
internal val WAITING_PATIENCE: Duration = Duration.ofSeconds(1)

/** The same for code that uses the SDK's context itself, whose blocks are not known here. */
internal val FOREIGN_PATIENCE: Duration = Duration.ofMinutes(1)

/** The stream of this request, if the server that received it can suspend it. */
internal fun HandlerRequest.stream(): InvocationStream? =
    openTelemetryContext()?.get(InvocationStream.KEY)

/** Runs [wait], which waits for Restate and for nothing else. */
internal suspend inline fun <T> InvocationStream?.whileWaiting(
    patience: Duration = WAITING_PATIENCE,
    wait: () -> T,
): T {
    if (this == null) return wait()
    waits(patience)
    try {
        return wait()
    } finally {
        resumed()
    }
}
