package dev.landlord.workflow.testing.kotest

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.testing.ExternalActor
import dev.landlord.workflow.testing.ServiceAnswers
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.errors.TestErrors
import dev.landlord.workflow.testing.replay.Sample
import dev.landlord.workflow.testing.replay.Schedule
import io.kotest.property.Gen
import io.kotest.property.RTree
import io.kotest.property.RandomSource
import kotlin.random.Random

/**
 * Checks guarantee G1 with generated inputs, and shrinks an input that fails. Apart from the
 * inputs, it does the same as [dev.landlord.workflow.testing.checkReplayDeterminism], which takes a
 * list. Blocks its thread. Add `io.kotest:kotest-property` to your dependencies: the test kit does
 * not include it.
 *
 * @param inputs generates the inputs
 * @param schedule the schedule of every run, as a failure prints it; default: generated schedules
 * @param iterations number of generated inputs, 1 or more; default 250
 * @param seed of the inputs and the schedules; default: random
 * @param whenWaiting the calls of approvers and other systems when no step is in progress; default:
 *   none
 * @param answers the answers of other services; default: none
 * @param definition creates the workflow; called several times for each input
 * @throws AssertionError if a replay differs, LW141; if a body throws an exception that is not a
 *   terminal failure, LW149; if a call in [whenWaiting] was refused each time, LW154; if a default
 *   of an input is computed, LW170
 * @throws IllegalArgumentException if [iterations] is less than 1, LW143
 */
public fun <I, O> checkReplayDeterminism(
    inputs: Gen<I>,
    schedule: Schedule? = null,
    iterations: Int = 250,
    seed: Long = Random.nextLong(),
    whenWaiting: ExternalActor.() -> Unit = {},
    answers: ServiceAnswers.() -> Unit = {},
    definition: () -> WorkflowDefinition<I, O>,
) {
    require(iterations >= 1) { TestErrors.iterations(iterations) }
    val samples =
        inputs.generate(RandomSource.seeded(seed)).take(iterations).map { it.shrinks.toSample() }
    checkReplayDeterminism(samples, schedule, seed, whenWaiting, answers, definition)
}

private fun <I> RTree<I>.toSample(): Sample<I> =
    Sample(value()) { children.value.asSequence().map { it.toSample() } }
