package dev.landlord.workflow.engine

import dev.restate.sdk.common.TerminalException

/** What the engine needs of the DSL. */
@InternalEngineApi
public interface Host {
    /** The failure that a cancelled run ends with. Called once. */
    public fun cancellation(): TerminalException

    /** The HTTP status that callers receive for a failure. */
    public fun code(failure: TerminalException): Int

    /** The text of a failure as the journal keeps it, with a type and values if it has them. */
    public fun text(failure: TerminalException): String

    /** The words of a failure, without type and values, for people. */
    public fun words(failure: TerminalException): String

    /** Logs at warn level, unless the journal is being replayed. */
    public fun warn(message: () -> String)
}
