package dev.landlord.workflow.testing.memory

import dev.landlord.workflow.engine.ServiceRequest
import dev.landlord.workflow.testing.TestErrors
import dev.landlord.workflow.testing.journal.Completion
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_NOT_FOUND
import java.time.Instant

/** What answers a run in memory in place of other services. */
internal fun interface OtherServices {
    /** `null`: nobody does. */
    fun answer(request: ServiceRequest): Result<Slice>?

    companion object {
        val None: OtherServices = OtherServices { null }
    }
}

/** The test has arranged for no answer, or for one that does not fit. */
internal class NoAnswer(message: String, cause: Throwable? = null) : AssertionError(message, cause)

/** What one run in memory has asked other services, each once, and what they answered. */
internal class CalledServices(private val others: OtherServices) {
    private val sent = HashMap<Int, Sent>()
    private val outcomes = HashMap<Int, Result<Slice>>()

    /** A service answers once, also if the process that asked crashes then. */
    fun call(command: Int, request: ServiceRequest): Result<Slice> =
        outcomes.getOrPut(command) {
            others.answer(request) ?: throw NoAnswer(TestErrors.unanswered(request.target))
        }

    fun send(command: Int, request: ServiceRequest, due: Instant) {
        sent.putIfAbsent(command, Sent(request, due))
    }

    /** Lets services do what was sent to them until [now]. None needs to be there. */
    fun deliver(now: Instant) {
        for ((command, sent) in sent) if (sent.due <= now) deliver(command, sent)
    }

    private fun deliver(command: Int, sent: Sent) {
        if (command !in outcomes && !sent.isDelivered) {
            sent.isDelivered = true
            others.answer(sent.request)?.let { outcomes[command] = it }
        }
    }

    /** Whether it has its answer. */
    fun hasAnswered(command: Int): Boolean = command in outcomes

    /** When what was sent begins; `null` if that is unknown. */
    fun due(invocationId: String): Instant? = sent[command(invocationId)]?.due

    fun attached(invocationId: String): Result<Slice> {
        val command = command(invocationId)
        val sent = sent.getValue(command)
        deliver(command, sent)
        return outcomes[command] ?: throw NoAnswer(TestErrors.unanswered(sent.request.target))
    }

    /** What has not begun is gone, and what was called fails. */
    fun cancel(invocationId: String) {
        val command = command(invocationId)
        if (command in sent) outcomes.putIfAbsent(command, NOT_FOUND) else cancelCall(command)
    }

    fun cancelCall(command: Int) {
        outcomes.putIfAbsent(command, CANCELLED)
    }

    private class Sent(val request: ServiceRequest, val due: Instant) {
        var isDelivered = false
    }

    companion object {
        private val CANCELLED: Result<Slice> =
            Result.failure(TerminalException(TerminalException.CANCELLED_CODE, "cancelled"))
        private val NOT_FOUND: Result<Slice> =
            Result.failure(TerminalException(HTTP_NOT_FOUND, "not found"))
        private const val PREFIX = "inv_of_entry_"

        fun invocationId(command: Int): String = "$PREFIX$command"

        private fun command(invocationId: String) = invocationId.removePrefix(PREFIX).toInt()
    }
}

internal fun Result<Slice>.completion(command: Int): Completion =
    fold(
        { Completion(command, value = it) },
        { Completion(command, failure = it as TerminalException) },
    )
