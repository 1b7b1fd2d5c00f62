package dev.landlord.workflow

import dev.restate.common.Request

/**
 * Calls a handler of another Restate service, exactly once, and waits for its result. Suspends,
 * without holding anything, for as long as that takes. Journal: one Call, the id of its invocation,
 * and its result.
 *
 * [request] comes from what Restate generates for a service (`GreeterHandlers.greet("world")`), or
 * from what is generated for a workflow (`provisionTenant("acme").run(request)`).
 *
 * A cancellation of the run, a sibling branch that failed or a race that was lost cancels the
 * callee and waits for its end; if the callee has succeeded nonetheless, the body goes on with its
 * result to the next verb (guarantee G3).
 *
 * @param request without an idempotency key it gets one, derived from the run and the number of
 *   requests it has made; a run that is started again under the same key has the same ones. A run
 *   of a workflow has none: its key is one
 * @throws dev.restate.sdk.common.TerminalException what the callee failed with; a [BusinessFailure]
 *   by its type
 * @throws IllegalStateException if it is the run itself, which would wait for its own end
 */
public suspend fun <O> WorkflowScope.call(request: Request<*, O>): O = callRequest(request)
