package dev.landlord.server.tenant

import java.util.Collections
import org.apache.logging.log4j.LogManager
import org.apache.logging.log4j.core.LogEvent
import org.apache.logging.log4j.core.Logger
import org.apache.logging.log4j.core.appender.AbstractAppender
import org.apache.logging.log4j.core.config.Property

/** The log lines of configuration changes while [block] runs. */
fun logged(block: () -> Unit): List<String> {
    val lines = Collections.synchronizedList(ArrayList<String>())
    val appender =
        object : AbstractAppender("captured", null, null, false, Property.EMPTY_ARRAY) {
            override fun append(event: LogEvent) {
                lines += event.message.formattedMessage
            }
        }
    appender.start()
    val logger = LogManager.getLogger(ConfigChange::class.java) as Logger
    logger.addAppender(appender)
    try {
        block()
    } finally {
        logger.removeAppender(appender)
    }
    return lines
}
