package dev.landlord.workflow.signal

import dev.landlord.workflow.HandlerMessages
import dev.landlord.workflow.Query
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.fail
import dev.landlord.workflow.handler.SharedHandlerPort
import dev.landlord.workflow.handler.found
import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_NOT_FOUND

/**
 * Returns the value that was published last: the handler of a query.
 *
 * @throws TerminalException with 404 if there is no published value, or no run
 */
@InternalEngineApi
public suspend fun <T> SharedHandlerPort.published(query: Query<T>): T {
    val value = get(query.key)
    if (value == null) {
        found()
        fail(HandlerMessages.notPublished(query.name), HTTP_NOT_FOUND)
    }
    return try {
        query.type.read(value)
    } catch (_: IllegalArgumentException) {
        fail(HandlerMessages.unreadableQuery(query.name, query.type.name))
    }
}
