package dev.landlord.workflow.testing.kotest

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.testing.Answers
import dev.landlord.workflow.testing.Schedule
import dev.landlord.workflow.testing.TestErrors
import dev.landlord.workflow.testing.Visitor
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.replay.Sample
import io.kotest.property.Gen
import io.kotest.property.RTree
import io.kotest.property.RandomSource
import kotlin.random.Random

/**
 * Checks guarantee G1 for inputs that [inputs] generates and, when one fails, shrinks. Otherwise as
 * [dev.landlord.workflow.testing.checkReplayDeterminism], which takes a list. Needs
 * `io.kotest:kotest-property`, which the test kit does not bring.
 *
 * @param schedule only this one, as a failure prints it; default: generated ones
 * @param iterations how many inputs are tried; default 250
 * @param seed what inputs and schedules come from; default: another one every time
 * @param whenWaiting what people and other systems do whenever no step is running; default: nothing
 * @throws AssertionError if a replay differs, or a body throws what is not terminal
 */
public fun <I, O> checkReplayDeterminism(
    inputs: Gen<I>,
    schedule: Schedule? = null,
    iterations: Int = 250,
    seed: Long = Random.nextLong(),
    whenWaiting: Visitor.() -> Unit = {},
    answers: Answers.() -> Unit = {},
    definition: () -> WorkflowDefinition<I, O>,
) {
    require(iterations >= 1) { TestErrors.iterations(iterations) }
    val samples =
        inputs.generate(RandomSource.seeded(seed)).take(iterations).map { it.shrinks.toSample() }
    checkReplayDeterminism(samples, schedule, seed, whenWaiting, answers, definition)
}

private fun <I> RTree<I>.toSample(): Sample<I> =
    Sample(value()) { children.value.asSequence().map { it.toSample() } }
