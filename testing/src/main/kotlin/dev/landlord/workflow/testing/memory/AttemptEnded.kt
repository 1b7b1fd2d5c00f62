package dev.landlord.workflow.testing.memory

/**
 * Ends an attempt of a run; the body does not see it. Has no stack trace, because attempts are
 * many.
 */
internal sealed class AttemptEnded(message: String) : Error(message, null, false, false) {
    /** The run waits for an event from outside, so Restate would suspend it. */
    object Suspended : AttemptEnded("suspended")

    /** The block of a step failed and will be retried: the next attempt replays. */
    object Failed : AttemptEnded("failed")

    /** The process crashed and lost its counts of failures: the next attempt replays. */
    object Crashed : AttemptEnded("crashed")
}
