package dev.landlord.workflow

import dev.restate.common.Request
import dev.restate.serde.TypeTag
import kotlin.time.Duration

/**
 * Sends a request to another Restate service, exactly once, and does not wait for its result.
 * Suspends until it is accepted. Journal: one Send, and the id of its invocation.
 *
 * A cancellation of the run does not reach what it has sent; `invocation.cancel()` does, in
 * [compensateWith] for instance. To wait for the result later: `invocation.attach()`.
 *
 * @param request as of [call]
 * @param after how long Restate waits before it begins, durably; default: not at all
 * @throws IllegalArgumentException if [after] is negative or longer than 36,500 days
 * @throws IllegalStateException if it is the run itself
 */
public suspend fun <O> WorkflowScope.send(
    request: Request<*, O>,
    after: Duration = Duration.ZERO,
): Invocation<O> {
    requireDuration(after) { "send(${request.target}, after = $after)" }
    return sendRequest(request, after)
}

/** What was asked of another service with [send]. */
public class Invocation<O>
internal constructor(
    /** By which Restate knows it. */
    public val id: String,
    private val target: String,
    internal val type: TypeTag<O>,
) {
    override fun toString(): String = "$target, $id"
}
