package dev.landlord.workflow

/**
 * Registers [body] as an undo action, as [compensate] does, which can do what a workflow can: call
 * other services, cancel what was sent, wait.
 *
 * ```
 * val tenant = send(provisionTenant("acme").run(request))
 * compensateWith("withdraw the tenant") { tenant.cancel() }
 * ```
 *
 * Returns at once. Journal: nothing now; what [body] writes when it runs. What [body] registers
 * itself is undone if it fails, which then counts as an undo action that failed for good (G4); its
 * steps are tried by the workflow's `stepRetry`. No cancellation of the run reaches it, nor what it
 * calls.
 */
// Suspending, though it never suspends: so that it cannot be called from outside the body.
@Suppress("RedundantSuspendModifier")
public suspend fun WorkflowScope.compensateWith(
    name: String,
    body: suspend WorkflowScope.() -> Unit,
) {
    registerBody(requireName("compensateWith", name), body)
}
