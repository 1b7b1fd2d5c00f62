package dev.landlord.workflow

import dev.restate.common.Request
import dev.restate.serde.TypeTag
import kotlin.time.Duration

/**
 * Sends a request to another Restate service, exactly once, and does not wait for its result.
 * Suspends until Restate has accepted the request. Journal: one Send, and the id of its invocation.
 *
 * A cancellation of the run does not cancel the invocation; `invocation.cancel()` does, in
 * [compensateWith] for example. `invocation.attach()` waits for the result later.
 *
 * @param request built as for [call]
 * @param after the delay, durable, before Restate starts the invocation; default: none
 * @throws IllegalArgumentException if [after] is negative or longer than 36,500 days
 * @throws IllegalStateException if [request] goes to the run itself
 */
public suspend fun <O> WorkflowScope.send(
    request: Request<*, O>,
    after: Duration = Duration.ZERO,
): Invocation<O> {
    requireDuration(after) { "send(${request.target}, after = $after)" }
    return sendRequest(request, after)
}

/** An invocation of another service that [send] has started. */
public class Invocation<O>
internal constructor(
    /** The id of the invocation, as Restate shows it. */
    public val id: String,
    private val target: String,
    internal val type: TypeTag<O>,
) {
    override fun toString(): String = "$target, $id"
}
