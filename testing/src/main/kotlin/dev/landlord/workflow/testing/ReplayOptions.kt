package dev.landlord.workflow.testing

import dev.landlord.workflow.testing.errors.TestErrors
import dev.landlord.workflow.testing.replay.Schedule
import java.util.function.Consumer
import kotlin.random.Random

/**
 * The options of [checkReplayDeterminism]. Kotlin passes them to the constructor; Java starts with
 * `new ReplayOptions()` and calls the methods, each of which returns a changed copy.
 *
 * @param schedule the schedule of every run, as a failure prints it; default: generated schedules
 * @param iterations number of recorded runs, 1 or more, at least one for each input of a list; with
 *   generated inputs, the number of inputs; default 250
 * @param seed of the generated inputs and schedules; default: random
 * @param whenWaiting the calls of approvers and other systems when no step is in progress, unless a
 *   timer ends first: `{ approve(finance, "alice", Budget(5)) }`. A call for which the run does not
 *   wait is ignored. Default: none, so approvals time out and signals do not arrive
 * @param answers the answers of other services: `{ answer("Payments/charge") { amount: Int -> … }
 *   }`; default: none, so that a request to another service fails the check
 * @throws IllegalArgumentException if [iterations] is less than 1, LW143
 */
public class ReplayOptions(
    internal val schedule: Schedule? = null,
    internal val iterations: Int = 250,
    internal val seed: Long = Random.nextLong(),
    internal val whenWaiting: ExternalActor.() -> Unit = {},
    internal val answers: ServiceAnswers.() -> Unit = {},
) {
    init {
        require(iterations >= 1) { TestErrors.iterations(iterations) }
    }

    /** Returns a copy with the schedule of every run, as a failure prints it. */
    public fun schedule(schedule: Schedule): ReplayOptions = copy(schedule = schedule)

    /**
     * Returns a copy with the number of recorded runs.
     *
     * @throws IllegalArgumentException if [iterations] is less than 1, LW143
     */
    public fun iterations(iterations: Int): ReplayOptions = copy(iterations = iterations)

    /** Returns a copy with the seed of the generated inputs and schedules. */
    public fun seed(seed: Long): ReplayOptions = copy(seed = seed)

    /**
     * Returns a copy with the calls of approvers and other systems when no step is in progress:
     * `whenWaiting(actor -> actor.approve(finance, "alice", new Budget(5)))`.
     */
    public fun whenWaiting(calls: Consumer<ExternalActor>): ReplayOptions =
        copy(whenWaiting = { calls.accept(this) })

    /** Returns a copy with the answers of other services. */
    public fun answers(answers: Consumer<ServiceAnswers>): ReplayOptions =
        copy(answers = { answers.accept(this) })

    private fun copy(
        schedule: Schedule? = this.schedule,
        iterations: Int = this.iterations,
        seed: Long = this.seed,
        whenWaiting: ExternalActor.() -> Unit = this.whenWaiting,
        answers: ServiceAnswers.() -> Unit = this.answers,
    ) = ReplayOptions(schedule, iterations, seed, whenWaiting, answers)
}
