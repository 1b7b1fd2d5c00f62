package dev.landlord.workflow

import kotlin.time.Duration

/**
 * Registers [block] as an undo action. It runs if the run later fails terminally or is cancelled,
 * after every undo action that was registered later, in any branch (guarantee G2).
 *
 * Returns at once. Journal: nothing now; one Run named `undo: ` + [name] when it runs.
 *
 * Register the action **after** the step that it undoes if it needs the result of the step, and
 * **before** if the step may have had its effect although it failed; then the block must accept
 * that there may be nothing to undo. Like the block of a step it may block, runs at least once, and
 * must be idempotent.
 *
 * An action that fails is retried as [retry] states. An action that fails for good does not stop
 * the others, and the failure of the run names it (G4).
 *
 * @param retry default: the `undoRetry` of the workflow
 * @param timeout the maximum duration of an attempt; see [step]
 */
// Marked as suspending, although it never suspends, so that only a body can call it.
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
