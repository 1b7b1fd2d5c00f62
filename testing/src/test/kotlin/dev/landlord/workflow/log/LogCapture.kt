package dev.landlord.workflow.log

import java.util.concurrent.CopyOnWriteArrayList
import org.apache.logging.log4j.Level
import org.apache.logging.log4j.LogManager
import org.apache.logging.log4j.core.LogEvent
import org.apache.logging.log4j.core.Logger
import org.apache.logging.log4j.core.appender.AbstractAppender
import org.apache.logging.log4j.core.config.Configurator
import org.apache.logging.log4j.core.config.Property

/** The messages of a logger at [level] and above, while the capture is open. */
class LogCapture(name: String, level: Level) :
    AbstractAppender("capture", null, null, true, Property.EMPTY_ARRAY), AutoCloseable {
    val messages = CopyOnWriteArrayList<String>()
    val levels = CopyOnWriteArrayList<Level>()

    /** For each message, the number of stack lines that follow it. */
    val frames = CopyOnWriteArrayList<Int>()
    private val logger: Logger

    init {
        Configurator.setLevel(name, level)
        logger = LogManager.getLogger(name) as Logger
        start()
        logger.addAppender(this)
    }

    override fun append(event: LogEvent) {
        messages += event.message.formattedMessage
        levels += event.level
        frames += event.thrown?.stackTrace?.size ?: 0
    }

    override fun close() {
        logger.removeAppender(this)
        // The logger inherits the level of its parent again.
        Configurator.setLevel(logger.name, null as Level?)
    }
}
