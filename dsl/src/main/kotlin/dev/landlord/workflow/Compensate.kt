package dev.landlord.workflow

import kotlin.time.Duration

/**
 * Registers [block] as an undo action. It runs if the run later fails terminally or is cancelled,
 * after every undo registered later than it (guarantee G2), whichever branch registered it.
 *
 * Returns at once. Journal: nothing now; one Run named `undo: ` + [name] when it runs.
 *
 * Register it **after** the step it undoes when it needs the step's result, and **before** when the
 * step may have had its effect although it failed; then the block must put up with "it may or may
 * not have happened". Like a step's block it runs on `Dispatchers.IO`, at least once, and must be
 * idempotent.
 *
 * An undo that fails is tried again as [retry] says; one that fails for good does not stop the
 * others, and the failure that the caller sees names it (G4).
 *
 * @param retry default: the `undoRetry` of the workflow
 * @param timeout how long an attempt may take; see [step]
 */
// Suspending, though it never suspends: so that it cannot be called from outside the body.
@Suppress("RedundantSuspendModifier")
public suspend fun WorkflowScope.compensate(
    name: String,
    retry: RetryPolicy? = null,
    timeout: Duration? = null,
    block: suspend StepScope.() -> Unit,
) {
    val checked = requireTimeout("compensate", name, timeout)
    register(requireName("compensate", name), retry, checked, block)
}
