package dev.landlord.workflow.ingress

import dev.landlord.workflow.GeneratedCodeApi
import dev.landlord.workflow.WorkflowStatus
import dev.landlord.workflow.client.ClientInternals
import dev.landlord.workflow.client.RequestRefusedException
import dev.landlord.workflow.client.Submission
import java.net.HttpURLConnection.HTTP_NOT_FOUND
import java.net.http.HttpResponse
import java.time.Duration
import java.util.UUID

/**
 * The requests to the run of one key, as generated clients make them; for such clients only. Each
 * function checks its arguments and sends nothing; see [Request].
 */
@GeneratedCodeApi
public class RunRequests
internal constructor(
    private val connection: ClientConnection,
    private val address: RunAddress,
    public val key: String,
) {
    private val service = connection.service

    /**
     * Starts the run. Retries only if nothing can have arrived, so that the answer says whether
     * this request started the run.
     */
    public fun <I> submit(type: Payload<I>, input: I): Request<Submission> {
        val submission = submission("submit", type, input, connection.soon(), isRepeatable = false)
        return Request(submission)
    }

    private fun <I> submission(
        verb: String,
        type: Payload<I>,
        input: I,
        deadline: Deadline,
        isRepeatable: Boolean,
    ): suspend () -> Submission {
        connection.requireOpen()
        val call = address.start(type.write(input), isRepeatable)
        return {
            val subject = subject(verb)
            val answer = connection.send(subject, call, deadline).requireOk(subject)
            val id = answer.json.path("invocationId").asText()
            when (answer.json.path("status").asText()) {
                "Accepted" -> Submission(id, false)
                "PreviouslyAccepted" -> Submission(id, true)
                // A login page, for instance.
                else -> throw ClientInternals.unreadable(subject)
            }
        }
    }

    /** Starts the run, unless there is one, and waits for its result. */
    public fun <I, O> run(
        type: Payload<I>,
        input: I,
        result: Payload<O>,
        timeout: Duration,
    ): Request<O> {
        val deadline = Deadline.after(timeout)
        val submission = submission("run", type, input, deadline, isRepeatable = true)
        return Request {
            submission()
            result("run", result, deadline)
        }
    }

    /** Waits for the result of the run. */
    public fun <O> attach(result: Payload<O>, timeout: Duration): Request<O> {
        connection.requireOpen()
        val deadline = Deadline.after(timeout)
        return Request { result("attach", result, deadline) }
    }

    /** @param round how often the answer has contradicted the status of the run, plus one */
    private tailrec suspend fun <O> result(
        verb: String,
        type: Payload<O>,
        deadline: Deadline,
        round: Int = 1,
    ): O {
        val subject = subject(verb)
        requireTime(subject, deadline)
        val answer = connection.send(subject, address.attach(), deadline)
        if (answer.isOk) return type.read(subject, answer)
        val status = standing(subject, answer, deadline)
        if (round == MAX_ROUNDS) {
            val found = "${answer.statusCode()} ${answer.message}"
            throw ClientInternals.disagree(subject, found, status.phase)
        }
        return result(verb, type, deadline, round + 1)
    }

    /** The result of the run, if it has ended; `null` while it goes on. */
    public fun <O> peek(result: Payload<O>): Request<O?> =
        peek(running = null) { subject, answer -> result.read(subject, answer) }

    /** Whether the run has ended without a failure. */
    public fun hasCompleted(): Request<Boolean> =
        peek(running = false) { subject, answer -> Payloads.NOTHING.read(subject, answer) == null }

    private fun <R> peek(
        running: R,
        ended: (subject: String, HttpResponse<ByteArray>) -> R,
    ): Request<R> {
        connection.requireOpen()
        val deadline = connection.soon()
        return Request {
            val subject = subject("peek")
            val answer = connection.send(subject, address.output(), deadline)
            when {
                answer.isOk -> ended(subject, answer)
                answer.statusCode() == NOT_READY && answer.source != Source.INVOCATION -> running
                else -> {
                    standing(subject, answer, deadline)
                    running
                }
            }
        }
    }

    /** Asks the run to end and to undo its effects. */
    public fun cancel(): Request<Void?> = ask("cancel", Payloads.NOTHING, null, Payloads.NOTHING)

    /** The status of the run. */
    public fun status(): Request<WorkflowStatus> =
        ask("status", Payloads.NOTHING, null, Payloads.STATUS)

    /** Calls a handler that is idempotent by itself. */
    public fun <I, O> ask(
        handler: String,
        type: Payload<I>,
        input: I,
        result: Payload<O>,
    ): Request<O> = call(handler, result) { address.handler(handler, type.write(input)) }

    /** Calls a handler that is not idempotent, with an idempotency key for all attempts. */
    public fun <I, O> tell(
        handler: String,
        type: Payload<I>,
        input: I,
        result: Payload<O>,
    ): Request<O> =
        call(handler, result) { address.handler(handler, type.write(input), idempotencyKey()) }

    private fun <O> call(
        handler: String,
        result: Payload<O>,
        deadline: Deadline = connection.soon(),
        call: () -> HttpCall,
    ): Request<O> {
        connection.requireOpen()
        val request = call()
        return Request {
            val subject = subject(handler)
            result.read(subject, connection.send(subject, request, deadline).requireOk(subject))
        }
    }

    /** The value that the run published last; `null` if it has published none. */
    public fun <O> query(handler: String, result: Payload<O>): Request<O?> {
        connection.requireOpen()
        val deadline = connection.soon()
        return Request {
            val subject = subject(handler)
            val answer = connection.send(subject, address.handler(handler), deadline)
            if (answer.isOk) result.read(subject, answer)
            else {
                val refusal = answer.refusal(subject, service)
                val isUnpublished =
                    answer.source == Source.INVOCATION &&
                        refusal is RequestRefusedException &&
                        refusal.code == HTTP_NOT_FOUND
                if (isUnpublished) null else throw refusal
            }
        }
    }

    /** Waits for the value of a promise of the run. */
    public fun <O> await(handler: String, result: Payload<O>, timeout: Duration): Request<O> =
        call(handler, result, Deadline.after(timeout)) {
            address.handler(handler, headers = idempotencyKey(), waits = true)
        }

    /**
     * The status of the run after an [answer] that is not a success. It says whether the answer is
     * the failure of the run, or comes from a server on the way.
     *
     * @throws RunFailedException if the run has failed
     */
    private suspend fun standing(
        subject: String,
        answer: HttpResponse<ByteArray>,
        deadline: Deadline,
    ): WorkflowStatus {
        val isUnknown = answer.source == Source.INGRESS && answer.statusCode() == HTTP_NOT_FOUND
        if (answer.source != Source.INVOCATION && !isUnknown) {
            throw answer.refusal(subject, service)
        }
        val call = address.handler("status")
        val response = connection.send(subject, call, deadline).requireOk(subject)
        val status = Payloads.STATUS.read(subject, response)
        ClientInternals.requireNotFailed(subject, status)
        return status
    }

    private fun HttpResponse<ByteArray>.requireOk(subject: String): HttpResponse<ByteArray> =
        if (isOk) this else throw refusal(subject, service)

    private fun <O> Payload<O>.read(subject: String, answer: HttpResponse<ByteArray>): O =
        try {
            read(answer.body())
        } catch (_: IllegalArgumentException) {
            throw ClientInternals.unreadable(subject)
        }

    private fun subject(verb: String) = "${connection.subject(key)} $verb"

    private companion object {
        /** Restate's answer to the question for the output of a run that goes on. */
        const val NOT_READY = 470

        /** After which it is no coincidence that Restate's answers contradict each other. */
        const val MAX_ROUNDS = 3

        fun idempotencyKey() = mapOf("idempotency-key" to UUID.randomUUID().toString())
    }
}
