package dev.landlord.workflow.testing.memory

/** Ends an attempt of a run; no body sees it. Without a stack, for there are many. */
internal sealed class AttemptEnded(message: String) : Error(message, null, false, false) {
    /** Nothing can go on before something happens outside: Restate would suspend the run. */
    object Suspended : AttemptEnded("suspended")

    /** The process is gone, or a failure will be tried again: the next attempt replays. */
    object Crashed : AttemptEnded("crashed")
}
