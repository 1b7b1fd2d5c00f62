package dev.landlord.workflow.testing.memory

import dev.landlord.workflow.engine.ServiceRequest
import dev.landlord.workflow.testing.errors.TestErrors
import dev.landlord.workflow.testing.journal.Completion
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_NOT_FOUND
import java.time.Instant

/** Answers the requests of a run in memory in place of other services. */
internal fun interface OtherServices {
    /** Returns the answer to [request]; `null` if the test has not declared one. */
    fun answer(request: ServiceRequest): Result<Slice>?

    companion object {
        val None: OtherServices = OtherServices { null }
    }
}

/** The test has not declared the answer to a request, or has declared it with another type. */
internal class MissingAnswer(message: String, cause: Throwable? = null) :
    AssertionError(message, cause)

/** The requests of one run in memory to other services, and their outcomes. */
internal class CalledServices(private val others: OtherServices) {
    private val sent = HashMap<Int, Sent>()
    private val outcomes = HashMap<Int, Result<Slice>>()

    /** Returns the outcome of a call. Each request is answered once, even if the caller crashes. */
    fun call(command: Int, request: ServiceRequest): Result<Slice> =
        outcomes.getOrPut(command) {
            others.answer(request) ?: throw MissingAnswer(TestErrors.unanswered(request.target))
        }

    fun send(command: Int, request: ServiceRequest, due: Instant) {
        sent.putIfAbsent(command, Sent(request, due))
    }

    /** Delivers the requests that are due at [now]. A request without an answer is dropped. */
    fun deliver(now: Instant) {
        for ((command, sent) in sent) if (sent.due <= now) deliver(command, sent)
    }

    private fun deliver(command: Int, sent: Sent) {
        if (command !in outcomes && !sent.isDelivered) {
            sent.isDelivered = true
            others.answer(sent.request)?.let { outcomes[command] = it }
        }
    }

    /** Whether the request of [command] has its outcome. */
    fun hasAnswered(command: Int): Boolean = command in outcomes

    /** The time at which the sent invocation starts; `null` if the invocation is not known. */
    fun due(invocationId: String): Instant? = sent[command(invocationId)]?.due

    /** Returns the outcome of a sent invocation, which is delivered now if it is still due. */
    fun attached(invocationId: String): Result<Slice> {
        val command = command(invocationId)
        val sent = sent.getValue(command)
        deliver(command, sent)
        return outcomes[command] ?: throw MissingAnswer(TestErrors.unanswered(sent.request.target))
    }

    /** Cancels an invocation: a sent one that has not started ends with 404, a call with 409. */
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
