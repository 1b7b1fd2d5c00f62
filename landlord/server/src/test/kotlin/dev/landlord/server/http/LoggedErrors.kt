package dev.landlord.server.http

import java.util.concurrent.CopyOnWriteArrayList
import org.apache.logging.log4j.LogManager
import org.apache.logging.log4j.core.LogEvent
import org.apache.logging.log4j.core.Logger
import org.apache.logging.log4j.core.appender.AbstractAppender
import org.apache.logging.log4j.core.config.Property

/** A log line, and whether it has a stack trace. */
data class Logged(val message: String, val hasStack: Boolean)

/**
 * The log lines of [name] while [block] runs; they do not appear elsewhere. The block receives the
 * lines that were logged so far.
 */
fun loggedErrors(name: String, block: (List<Logged>) -> Unit): List<Logged> {
    val lines = CopyOnWriteArrayList<Logged>()
    val appender =
        object : AbstractAppender("errors", null, null, false, Property.EMPTY_ARRAY) {
            override fun append(event: LogEvent) {
                lines += Logged(event.message.formattedMessage, event.thrown != null)
            }
        }
    appender.start()
    val logger = LogManager.getLogger(name) as Logger
    val configuration = logger.context.configuration
    val isConfigured = configuration.getLoggerConfig(name).name == name
    val wasAdditive = logger.isAdditive
    logger.isAdditive = false
    logger.addAppender(appender)
    try {
        block(lines)
    } finally {
        logger.removeAppender(appender)
        logger.isAdditive = wasAdditive
        // An appender gives the logger a configuration of its own, which would stay.
        if (!isConfigured) {
            configuration.removeLogger(name)
            logger.context.updateLoggers()
        }
    }
    return lines.toList()
}
