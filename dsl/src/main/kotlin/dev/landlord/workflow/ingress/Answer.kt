package dev.landlord.workflow.ingress

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.workflow.AlreadyDecided
import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.client.ClientInternals
import dev.landlord.workflow.client.WorkflowClientException
import dev.landlord.workflow.errors.ErrorCode
import java.io.IOException
import java.net.HttpURLConnection.HTTP_NOT_FOUND
import java.net.http.HttpResponse

// The answers of Restate, or of a gateway in front of it.

/** The origin of an answer that is not a success. */
internal enum class Source {
    /** The handler failed: Restate passes on its failure. */
    INVOCATION,
    /** Restate's ingress. */
    INGRESS,
    /** A gateway in front of Restate. */
    PROXY,
}

internal val HttpResponse<ByteArray>.isOk: Boolean
    get() = statusCode() / 100 == 2

/** Whether a further attempt may get another answer. */
internal val HttpResponse<ByteArray>.isAway: Boolean
    get() {
        val isTransient = statusCode() == 408 || statusCode() == 429 || statusCode() >= 500
        return isTransient && source != Source.INVOCATION
    }

internal val HttpResponse<ByteArray>.source: Source
    get() =
        when (
            headers().firstValue(SOURCE_HEADER).orElse("").ifEmpty { json.path("source").asText() }
        ) {
            "invocation" -> Source.INVOCATION
            "ingress" -> Source.INGRESS
            else -> Source.PROXY
        }

/** The body as JSON; the missing node if it is not JSON. */
internal val HttpResponse<ByteArray>.json: JsonNode
    get() =
        try {
            JSON.readTree(body())
        } catch (_: IOException) {
            JSON.missingNode()
        }

/** The message of the answer, or the start of its text. */
internal val HttpResponse<ByteArray>.message: String
    get() {
        val message = json.path("message")
        if (message.isTextual) return message.asText()
        val text = body().decodeToString().replace(CONTROL_CHARACTERS, " ").trim()
        return if (text.length <= MAX_TEXT) text else text.take(MAX_TEXT) + "…"
    }

/** The exception for an answer that is not a success. */
internal fun HttpResponse<ByteArray>.refusal(
    subject: String,
    service: String,
): WorkflowClientException {
    val code = statusCode()
    val isNotFound = code == HTTP_NOT_FOUND
    if (isNotFound && source == Source.INGRESS) {
        return ClientInternals.unknownService(subject, service, message)
    }
    if (isNotFound && ErrorCode.LW113.isIn(message)) return ClientInternals.noSuchRun(message)
    val failure = BusinessFailure.from(message)
    if (failure is AlreadyDecided) return ClientInternals.alreadyDecided(subject, failure)
    if (isAway) return ClientInternals.away(subject, code, message)
    val isOfOther = isNotFound && source == Source.PROXY && message.isEmpty()
    return ClientInternals.refused(
        subject,
        code,
        if (isOfOther) NOT_THE_INGRESS else failure?.message ?: message,
    )
}

private val JSON = ObjectMapper()

private const val NOT_THE_INGRESS =
    "an answer without a text, which Restate's ingress does not give; it listens on port 8080 by default"

private val CONTROL_CHARACTERS = Regex("\\p{Cntrl}+")

private const val MAX_TEXT = 300

/** Restate names the origin of a failure in it: a gateway may replace the body only. */
private const val SOURCE_HEADER = "x-restate-error-source"
