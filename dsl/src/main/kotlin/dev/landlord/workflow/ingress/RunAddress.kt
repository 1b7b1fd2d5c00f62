package dev.landlord.workflow.ingress

import com.fasterxml.jackson.databind.node.JsonNodeFactory
import java.net.URI
import java.net.URLEncoder

/**
 * The requests that reach a run at Restate's ingress.
 *
 * @property base the URL of the ingress without a slash at its end
 * @property scope the flow-control scope of the run; `null` if it has none
 */
internal class RunAddress(
    private val base: String,
    private val service: String,
    private val key: String,
    private val scope: String?,
) {
    /** Starts the run. */
    fun start(input: ByteArray, isRepeatable: Boolean): HttpCall {
        val url =
            if (scope == null) url(service, key, "run", "send")
            else url("restate", "scope", scope, "send", service, key, "run")
        return HttpCall("POST", url, input.orNull(), isRepeatable = isRepeatable)
    }

    /** Calls a shared handler of the run. */
    fun handler(
        name: String,
        input: ByteArray = ByteArray(0),
        headers: Map<String, String> = emptyMap(),
        waits: Boolean = false,
    ): HttpCall {
        val url =
            if (scope == null) url(service, key, name)
            else url("restate", "scope", scope, "call", service, key, name)
        return HttpCall("POST", url, input.orNull(), headers, waits = waits)
    }

    /** Waits for the result of the run. */
    fun attach(): HttpCall = ofResult("attach", waits = true)

    /** Reads the result of the run, if it has ended. */
    fun output(): HttpCall = ofResult("output", waits = false)

    /** A scope is not part of the path that servers before 1.7 have. */
    private fun ofResult(verb: String, waits: Boolean): HttpCall {
        if (scope == null) {
            val url = url("restate", "workflow", service, key, verb)
            return HttpCall("GET", url, waits = waits)
        }
        val target =
            JsonNodeFactory.instance
                .objectNode()
                .put("target", "workflow")
                .put("scope", scope)
                .put("workflowName", service)
                .put("workflowKey", key)
        return HttpCall("POST", url("restate", verb), "$target".toByteArray(), waits = waits)
    }

    private fun url(vararg parts: String): URI =
        URI.create(
            parts.joinToString("/", "$base/") {
                URLEncoder.encode(it, Charsets.UTF_8).replace("+", "%20")
            }
        )
}

private fun ByteArray.orNull() = takeIf { it.isNotEmpty() }
