package dev.landlord.workflow.restate

import dev.landlord.workflow.HandlerMessages
import dev.landlord.workflow.fail
import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_NOT_IMPLEMENTED
import java.net.URLDecoder

/**
 * The flow-control scope in which Restate called a handler of the run [key]; `null` if in none. A
 * run and the requests to its other handlers are in the same scope.
 *
 * A handler with service protocol 6, which SDK 2.4.0 speaks, does not receive its scope. It
 * receives the path of the request to the ingress in a header, which a service that calls it may
 * have written itself. The [invocationId] of the handler shows whether the scope in that path is
 * the right one: its partition is derived from the scope, or from the key if there is no scope. If
 * both are equal and the header is missing, the handler is taken to be in no scope.
 *
 * @throws TerminalException with 501 if the handler was called in a scope in another way: from
 *   Kafka, or by a service with a newer SDK
 */
internal fun scopeOf(
    invocationId: String,
    service: String,
    key: String,
    headers: Map<String, String>,
): String? {
    val partition = partitionIn(invocationId)
    val scope = headers[INGRESS_PATH]?.let(SCOPED_PATH::find)?.groupValues?.get(1)
    val decoded = scope?.let { URLDecoder.decode(it, Charsets.UTF_8) }
    if (decoded != null && partitionOf(decoded) == partition) return decoded
    if (partitionOf(key) == partition) return null
    fail(HandlerMessages.unknownScope(service, key), HTTP_NOT_IMPLEMENTED)
}

private const val INGRESS_PATH = "x-restate-ingress-path"

private val SCOPED_PATH = Regex("^/restate/scope/((?:[A-Za-z0-9_.-]|%[0-9A-Fa-f]{2})+)/")
