package dev.landlord.workflow.testing.errors

import dev.landlord.workflow.errors.ErrorCode.LW185
import dev.landlord.workflow.errors.ErrorCode.LW192
import dev.landlord.workflow.testing.journal.Snapshot

/** The messages about bodies in Java that must be able to leave their thread at each wait. */
internal object UnwindingErrors {
    /**
     * @param fault what the body has done while it was unwound
     * @param entries the number of entries of the journal before the wait
     */
    fun observable(body: Class<*>, fault: String, entries: Int): String =
        LW192.written(body.simpleName.ifEmpty { body.name })
            .expected(
                "a body that does nothing observable while it is unwound, as it is when Restate " +
                    "suspends its run"
            )
            .found("$fault, when it waited after entry $entries of its journal")
            .toDo(
                "a finally or a catch (Throwable) of the body runs at each wait, and the body runs " +
                    "again later: register the action with compensate, or move the code after the " +
                    "verb; catch TerminalException instead of Throwable"
            )

    fun calledVerb(verb: String, line: String): String = "that it called $verb${at(line)}"

    /** @param thrown the exception of the code; `null` if it returned */
    fun stopped(thrown: Throwable?, line: String): String =
        if (thrown == null) "that it caught the error that unwinds it, and returned"
        else "that it threw $thrown${at(line)} instead of the error that unwinds it"

    fun changed(change: Snapshot.Difference): String =
        "that it changed its field `${change.path}`: ${change.recorded} became ${change.found}"

    /** @param line where the lock was taken; empty if it is not known */
    fun holdsLock(lock: String, line: String): String =
        LW185.written("a verb of the workflow")
            .expected("a body that holds no monitor and no lock when it calls a verb")
            .found("that it holds a $lock" + if (line.isEmpty()) "" else ", locked at $line")
            .toDo("call the verb outside the lock: other runs may need it while this one waits")

    private fun at(line: String) = if (line.isEmpty()) "" else " at $line"
}
