package dev.landlord.workflow.testing

import dev.landlord.workflow.WorkflowDefinition

/**
 * Tests one run of [definition] in memory and in virtual time, without a server:
 * ```
 * runWorkflowTest(PlaceOrder(shop).workflow) {
 *     crashDuring("pay")
 *     start(order)
 *     advanceBy(3.days)
 *     expectResult(receipt)
 * }
 * ```
 *
 * Runs the blocks of steps, one at a time and on the calling thread, which it blocks. After
 * [story], replays every prefix of the journal from the start, as [checkReplayDeterminism] does.
 *
 * @param key the workflow id; default `test`
 * @param story the calls that act on the run, and the expectations
 * @throws AssertionError if a replay differs, LW141; if the story misuses a function, LW144; if an
 *   expectation is not met, LW145; if an event was arranged for a step that the run did not reach,
 *   LW146; if the body throws an exception that is not a terminal failure, LW149; if the workflow
 *   requests a service without an answer, LW155. The message has the journal
 * @throws IllegalStateException if the run neither ends nor waits, LW142
 */
public fun <I, O> runWorkflowTest(
    definition: WorkflowDefinition<I, O>,
    key: String = "test",
    story: WorkflowTest<I, O>.() -> Unit,
) {
    WorkflowTest(definition, key).apply(story).finish()
}
