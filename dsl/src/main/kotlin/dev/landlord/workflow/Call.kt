package dev.landlord.workflow

import dev.restate.common.Request

/**
 * Calls a handler of another Restate service, exactly once, and returns its result. Suspends until
 * the callee has ended; the waiting run holds no thread. Journal: one Call, the id of its
 * invocation, and its result.
 *
 * [request] is built by the code that Restate generates for a service
 * (`GreeterHandlers.greet("world")`), or by the code that is generated for a workflow
 * (`provisionTenant("acme").run(request)`).
 *
 * When the run is cancelled, a parallel branch fails or this branch loses a race, the callee is
 * cancelled, and this waits for its end. If the callee has succeeded nevertheless, this returns its
 * result, and the next verb throws (guarantee G3).
 *
 * @param request a request without an idempotency key gets one, derived from the run and the number
 *   of requests that it has made; a later run with the same key sends the same keys. The `run` of a
 *   workflow gets none, because its key makes it idempotent
 * @throws dev.restate.sdk.common.TerminalException the failure of the callee; a [BusinessFailure]
 *   with its type
 * @throws IllegalStateException if [request] goes to the run itself, which would never end
 */
public suspend fun <O> WorkflowScope.call(request: Request<*, O>): O = callRequest(request)
