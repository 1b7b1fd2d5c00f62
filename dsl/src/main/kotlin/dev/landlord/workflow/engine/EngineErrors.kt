package dev.landlord.workflow.engine

import dev.landlord.workflow.errors.ErrorCode.LW134
import dev.landlord.workflow.errors.ErrorCode.LW136

/** The messages of the engine. */
internal object EngineErrors {
    fun awaitedTwice(): String =
        LW134.written("await()")
            .expected("no other branch to wait for the same awakeable")
            .found("one that does")
            .toDo("wait in one branch, and share the value")

    fun ignoredStops(stop: Throwable): String =
        LW136.written("the body")
            .expected("it to end with the exception that stops it: $stop")
            .found("that it continued ${Branch.MAX_IGNORED_STOPS} times")
            .toDo(
                "rethrow the exception: a loop that catches TerminalException also catches " +
                    "WorkflowCancelledException"
            )
}
