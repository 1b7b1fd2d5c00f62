package dev.landlord.workflow.engine

/** The text of the errors of the engine. */
internal object EngineErrors {
    fun awaitedTwice(): String =
        "[LW134] await(): expected that no other branch waits for the same, found one that does; wait " +
            "for it in one branch, and share what it gave."

    fun ignoredStops(stop: Throwable): String =
        "[LW136] the body was told to end ($stop) and went on ${Branch.MAX_IGNORED_STOPS} times: " +
            "expected it to end; it catches TerminalException in a loop, which " +
            "WorkflowCancelledException is too: throw that on."
}
