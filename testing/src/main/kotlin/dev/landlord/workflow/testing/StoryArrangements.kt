package dev.landlord.workflow.testing

import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.body.journaled
import dev.landlord.workflow.testing.errors.StoryErrors
import dev.landlord.workflow.testing.story.Crash
import dev.landlord.workflow.testing.story.FailedByTest
import dev.landlord.workflow.testing.story.Failing
import dev.landlord.workflow.testing.story.Hold
import dev.landlord.workflow.testing.story.StorySimulation
import dev.restate.sdk.common.TerminalException

/**
 * The events that a story arranges for the steps of its run, before the run reaches them. A story
 * whose run does not reach the step fails with LW146. Steps have their names in the journal.
 */
public abstract class StoryArrangements internal constructor() : ExternalActor() {
    internal val simulation: StorySimulation = StorySimulation()

    /** Crashes the process once when the body requests [step], before the request is durable. */
    public fun crashBefore(step: String): Unit =
        simulation.arrange(Crash(step, Crash.Moment.BEFORE))

    /**
     * Crashes the process once when the block of [step] has run, before its result is durable. The
     * block runs again.
     */
    public fun crashDuring(step: String): Unit =
        simulation.arrange(Crash(step, Crash.Moment.DURING))

    /** Crashes the process once when the result of [step] is durable. */
    public fun crashAfter(step: String): Unit = simulation.arrange(Crash(step, Crash.Moment.AFTER))

    /** Crashes the process after every entry of the journal from now on. */
    public fun crashAfterEveryEntry() {
        simulation.crashesEverywhere = true
    }

    /**
     * Lets the next [times] attempts of [step] fail with [failure] instead of running its block. If
     * its policy allows no further attempt, the step fails with the text `step "…" failed: ` and
     * [failure]. A terminal failure is final at once, as in a block.
     *
     * @param step the name in the journal; of an undo action `undo: refund`
     * @param times 1 or more; default 1
     * @param failure default: an [IllegalStateException]
     * @throws IllegalArgumentException if [times] is less than 1, LW144
     */
    public fun failStep(
        step: String,
        times: Int = 1,
        failure: Throwable = IllegalStateException("made to fail by the test"),
    ) {
        require(times >= 1) { StoryErrors.times(step, times) }
        val thrown =
            when (failure) {
                is BusinessFailure -> TerminalException(failure.code, failure.journaled())
                is TerminalException -> failure
                else -> FailedByTest(step, failure)
            }
        simulation.arrange(Failing(step, "failStep(\"$step\")", times, thrown))
    }

    /**
     * Lets [step] fail terminally instead of running its block.
     *
     * @param step the name in the journal; of an undo action `undo: refund`
     * @param code of the failure, as of HTTP; default 500
     */
    public fun failStepForGood(
        step: String,
        message: String = "made to fail by the test",
        code: Int = TerminalException.INTERNAL_SERVER_ERROR_CODE,
    ): Unit =
        simulation.arrange(
            Failing(step, "failStepForGood(\"$step\")", 1, TerminalException(code, message))
        )

    /** Holds [step]: after its request, it is in flight until [release]. */
    public fun hold(step: String): Unit = simulation.arrange(Hold(step))
}
