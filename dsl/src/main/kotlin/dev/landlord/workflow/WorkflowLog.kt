package dev.landlord.workflow

import org.apache.logging.log4j.Level
import org.apache.logging.log4j.LogManager
import org.apache.logging.log4j.Logger

/**
 * A log for the body of a workflow. It writes nothing during a replay, so that a line normally
 * appears once, although the body runs several times. If an attempt ends between a line and the
 * next journal entry, by a crash or a retry, the line appears again.
 *
 * Lines go to the log4j logger `dev.landlord.workflow`, after the key of the run. Nothing is
 * journaled; a message is only built if it is written.
 */
public class WorkflowLog
internal constructor(private val workflowId: String, private val isReplaying: () -> Boolean) {
    /** Logs at debug level. */
    public fun debug(message: () -> String): Unit = log(Level.DEBUG, message)

    /** Logs at info level. */
    public fun info(message: () -> String): Unit = log(Level.INFO, message)

    /** Logs at warn level. */
    public fun warn(message: () -> String): Unit = log(Level.WARN, message)

    private fun log(level: Level, message: () -> String) {
        if (LOGGER.isEnabled(level) && !isReplaying()) {
            LOGGER.log(level, "{}: {}", workflowId, message())
        }
    }

    private companion object {
        val LOGGER: Logger = LogManager.getLogger("dev.landlord.workflow")
    }
}
