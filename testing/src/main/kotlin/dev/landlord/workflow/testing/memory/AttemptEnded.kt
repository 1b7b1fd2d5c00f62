package dev.landlord.workflow.testing.memory

/** Ends an attempt of a run; no body sees it. Without a stack, for there are many. */
internal sealed class AttemptEnded(message: String) : Error(message, null, false, false) {
    /** Nothing can go on before something happens outside: Restate would suspend the run. */
    object Suspended : AttemptEnded("suspended")

    /** A block failed and will be tried again: the next attempt replays. */
    object Failed : AttemptEnded("failed")

    /** The process is gone, and with it how often blocks have failed: the next attempt replays. */
    object Crashed : AttemptEnded("crashed")
}
