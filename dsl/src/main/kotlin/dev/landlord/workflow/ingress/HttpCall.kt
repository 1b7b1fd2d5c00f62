package dev.landlord.workflow.ingress

import java.net.URI

/**
 * A request to Restate's ingress.
 *
 * @property body `null` if the request has none
 * @property isRepeatable whether the request may arrive more than once
 * @property waits whether Restate answers when the run has reached some point, and not at once
 */
internal class HttpCall(
    val method: String,
    val url: URI,
    val body: ByteArray? = null,
    val headers: Map<String, String> = emptyMap(),
    val isRepeatable: Boolean = true,
    val waits: Boolean = false,
)
