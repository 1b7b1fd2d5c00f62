package dev.landlord.workflow

import kotlin.reflect.typeOf
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.serialization.serializer

/**
 * Runs [block] repeatedly until it returns a value other than `null` or `false`, and returns that
 * value. Suspends; between two calls the run sleeps and holds no thread. Journal: for each call a
 * step with that [name] (one Run), and one Sleep before the next.
 *
 * Each call is a [step] with the workflow's `stepRetry`: a block that throws is retried, and the
 * poll fails with the last attempt.
 *
 * ```
 * poll("app is ready", every = 10.seconds, within = 10.minutes) { cloud.isReady(app) }
 * val address = poll("app has an address", 10.seconds, 10.minutes) { cloud.addressOrNull(app) }
 * ```
 *
 * @param every the pause after the first call, 1 millisecond to 36,500 days
 * @param within the sum of the pauses, positive, at most 36,500 days; the last call follows the
 *   last pause. The duration of the calls is not included
 * @param factor the factor between two pauses, 1 or more; default 1
 * @param atMost the longest pause; default: no limit
 * @throws WorkflowTimeoutException if no call returned a value
 * @throws IllegalArgumentException if an argument is out of range, or if the poll has more than
 *   1,000 calls: each stays in the journal, and every replay reads the whole journal
 */
public suspend inline fun <reified T : Any> WorkflowScope.poll(
    name: String,
    every: Duration,
    within: Duration,
    factor: Double = 1.0,
    atMost: Duration = Duration.INFINITE,
    noinline block: suspend StepScope.() -> T?,
): T =
    ask(
        requireName("poll", name),
        resultType("poll", name, { typeOf<T?>() }) { serializer<T?>() },
        pauses(every, within, factor, atMost),
        block,
    )

@PublishedApi
internal suspend fun <T : Any> WorkflowScope.ask(
    name: String,
    type: ResultType<T?>,
    pauses: List<Duration>,
    block: suspend StepScope.() -> T?,
): T {
    val left = pauses.iterator()
    while (true) {
        val answer = runStep(name, null, null, type, block = block)
        if (answer != null && answer != false) return answer
        if (!left.hasNext()) {
            val waited = pauses.fold(Duration.ZERO, Duration::plus)
            throw WorkflowTimeoutException("poll(\"$name\")", waited)
        }
        sleep(left.next())
    }
}

@PublishedApi
internal fun pauses(
    every: Duration,
    within: Duration,
    factor: Double,
    atMost: Duration,
): List<Duration> {
    require(every in 1.milliseconds..MAX_WAIT) {
        VerbErrors.poll("every", every, "1 millisecond to ${MAX_WAIT.inWholeDays} days")
    }
    require(within.isPositive() && within <= MAX_WAIT) {
        VerbErrors.poll(
            "within",
            within,
            "a positive duration of at most ${MAX_WAIT.inWholeDays} days",
        )
    }
    require(factor >= 1 && factor.isFinite()) { VerbErrors.poll("factor", factor, "1 or more") }
    require(atMost >= every) { VerbErrors.poll("atMost", atMost, "$every or more, as `every`") }
    val pauses = ArrayList<Duration>()
    var left = within
    var pause = every
    while (left.isPositive()) {
        require(pauses.size < MAX_QUESTIONS - 1) {
            VerbErrors.pollsTooOften(every, within, factor, MAX_QUESTIONS)
        }
        pauses += minOf(pause, left)
        left -= pauses.last()
        pause = minOf(pause * factor, atMost)
    }
    return pauses
}

private const val MAX_QUESTIONS = 1_000
