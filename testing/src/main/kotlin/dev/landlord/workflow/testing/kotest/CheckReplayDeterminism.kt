package dev.landlord.workflow.testing.kotest

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.testing.ReplayOptions
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.replay.Sample
import io.kotest.property.Gen
import io.kotest.property.RTree
import io.kotest.property.RandomSource

/**
 * Checks guarantee G1 with generated inputs, and shrinks an input that fails. Apart from the
 * inputs, it does the same as [dev.landlord.workflow.testing.checkReplayDeterminism], which takes a
 * list. Blocks its thread. Add `io.kotest:kotest-property` to your dependencies: the test kit does
 * not include it.
 *
 * @param inputs generates the inputs
 * @param options schedules, number of inputs, external calls and answers; default:
 *   `ReplayOptions()`
 * @param definition creates the workflow; called several times for each input
 * @throws AssertionError if a replay differs, LW141; if a body throws an exception that is not a
 *   terminal failure, LW149; if a call in `whenWaiting` was refused each time, LW154; if a default
 *   of an input is computed, LW170
 */
public fun <I, O> checkReplayDeterminism(
    inputs: Gen<I>,
    options: ReplayOptions = ReplayOptions(),
    definition: () -> WorkflowDefinition<I, O>,
) {
    val generated = inputs.generate(RandomSource.seeded(options.seed)).take(options.iterations)
    checkReplayDeterminism(generated.map { it.shrinks.toSample() }, options, definition)
}

private fun <I> RTree<I>.toSample(): Sample<I> =
    Sample(value()) { children.value.asSequence().map { it.toSample() } }
