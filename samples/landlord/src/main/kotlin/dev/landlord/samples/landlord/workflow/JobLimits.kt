package dev.landlord.samples.landlord.workflow

import com.fasterxml.jackson.databind.JsonNode
import dev.landlord.samples.landlord.input.JsonRule
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days

/** The limits of the numbers in a [TenantJob], for the HTTP API and for the workflows. */
object JobLimits {
    /** The maximum number of retries of a failing step. */
    const val MAX_RETRY_ATTEMPTS: Int = 1_000

    /** The longest duration of a wait in Restate. */
    private val MAX_TIMEOUT: Duration = 36_500.days

    private const val RETRY_ATTEMPTS = "retry_attempts"
    private const val TIMEOUT = "timeout"

    /**
     * Returns the errors of the numbers in the JSON of a job: the message by the field. The
     * workflow refuses all other invalid members.
     */
    @JvmStatic
    fun errors(job: JsonNode): Map<String, String> {
        val errors = LinkedHashMap<String, String>()
        job.get(RETRY_ATTEMPTS)?.let {
            val isUsable = it.isInt && isRetryAttempts(it.intValue())
            if (!isUsable) errors[RETRY_ATTEMPTS] = retryAttemptsExpected(it)
        }
        job.get(TIMEOUT)?.let {
            val timeout = if (it.isTextual) Duration.parseIsoStringOrNull(it.textValue()) else null
            if (timeout == null || !isTimeout(timeout)) errors[TIMEOUT] = timeoutExpected(it)
        }
        return errors
    }

    /** Returns the errors of the numbers of [job], each with its field. */
    internal fun errors(job: TenantJob): List<String> =
        listOfNotNull(
            "$RETRY_ATTEMPTS: ${retryAttemptsExpected(job.retryAttempts)}"
                .takeUnless { isRetryAttempts(job.retryAttempts) },
            "$TIMEOUT: ${timeoutExpected(job.timeout)}".takeUnless { isTimeout(job.timeout) },
        )

    private fun isRetryAttempts(number: Int) = number in 0..MAX_RETRY_ATTEMPTS

    private fun isTimeout(timeout: Duration) = timeout.isPositive() && timeout <= MAX_TIMEOUT

    private fun retryAttemptsExpected(found: Any) =
        "expected a whole number from 0 to $MAX_RETRY_ATTEMPTS, found ${JsonRule.shown("$found")}"

    private fun timeoutExpected(found: Any) =
        "expected a positive duration of at most ${MAX_TIMEOUT.inWholeDays} days, such as PT30M, " +
            "found ${JsonRule.shown("$found")}"
}
