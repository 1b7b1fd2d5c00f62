package dev.landlord.workflow

/**
 * Registers [body] as an undo action like [compensate]. Unlike a block, the body can use the verbs
 * of a workflow: call other services, cancel an invocation, wait.
 *
 * ```
 * val tenant = send(provisionTenant("acme").run(request))
 * compensateWith("withdraw the tenant") { tenant.cancel() }
 * ```
 *
 * Returns at once. Journal: nothing now; the entries of [body] when it runs. Its steps use the
 * workflow's `stepRetry`. If [body] fails, the undo actions that it registered run, and it counts
 * as an undo action that failed for good (G4). A cancellation of the run does not reach [body] or
 * the services that it calls.
 */
// Marked as suspending, although it never suspends, so that only a body can call it.
@Suppress("RedundantSuspendModifier")
public suspend fun WorkflowScope.compensateWith(
    name: String,
    body: suspend WorkflowScope.() -> Unit,
) {
    registerBody(requireName("compensateWith", name), body)
}
