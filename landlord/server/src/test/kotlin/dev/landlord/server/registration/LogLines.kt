package dev.landlord.server.registration

import java.util.concurrent.CopyOnWriteArrayList
import org.apache.logging.log4j.Level
import org.apache.logging.log4j.LogManager
import org.apache.logging.log4j.core.LogEvent
import org.apache.logging.log4j.core.Logger
import org.apache.logging.log4j.core.appender.AbstractAppender
import org.apache.logging.log4j.core.config.Configurator
import org.apache.logging.log4j.core.config.Property

/** The log lines of registration while this is open, as `LEVEL message`. */
class LogLines : AutoCloseable {
    private val logger = LogManager.getLogger(NAME) as Logger
    private val lines = CopyOnWriteArrayList<String>()
    private val appender =
        object : AbstractAppender("lines", null, null, true, Property.EMPTY_ARRAY) {
            override fun append(event: LogEvent) {
                lines += "${event.level} ${event.message.formattedMessage}"
            }
        }

    val all: List<String>
        get() = lines.toList()

    val complaints: List<String>
        get() = lines.filter { !it.startsWith("INFO ") }

    init {
        appender.start()
        logger.isAdditive = false
        logger.addAppender(appender)
        Configurator.setLevel(NAME, Level.INFO)
    }

    override fun close() {
        Configurator.setLevel(NAME, Level.WARN)
        logger.removeAppender(appender)
        logger.isAdditive = true
    }

    private companion object {
        const val NAME = "dev.landlord.server.registration"
    }
}
