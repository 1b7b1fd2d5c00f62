package dev.landlord.workflow

import org.apache.logging.log4j.Level
import org.apache.logging.log4j.LogManager
import org.apache.logging.log4j.Logger

/**
 * A log for the body of a workflow, which is silent while the journal is replayed, so that a line
 * is normally written once however often the body runs. When an attempt ends between a line and the
 * next journal entry, by a crash or a retry, the line is written again.
 *
 * Lines go to log4j's logger `dev.landlord.workflow`, with the workflow's id in front. Nothing is
 * journaled; a message is only built when it is written.
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
