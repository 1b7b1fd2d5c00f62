package dev.landlord.workflow

import kotlin.reflect.typeOf
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.serialization.serializer

/**
 * Asks [block] again and again until it gives something else than `null` or `false`, and returns
 * that. Suspends; between two questions the run sleeps and holds nothing. Journal: for each
 * question a step of that [name] (one Run), and one Sleep before the next.
 *
 * Each question is a [step] with the workflow's `stepRetry`: a block that throws is tried again,
 * and fails the poll when its attempts are used up.
 *
 * ```
 * poll("app is ready", every = 10.seconds, within = 10.minutes) { cloud.isReady(app) }
 * val address = poll("app has an address", 10.seconds, 10.minutes) { cloud.addressOrNull(app) }
 * ```
 *
 * @param every how long to wait after the first question, 1 millisecond or more
 * @param within how long to wait in all, positive; the last question is asked when that is over.
 *   The time that the questions themselves take comes on top
 * @param factor by how much each wait is longer than the one before, 1 or more; default: 1
 * @param atMost no wait is longer; default: no limit
 * @throws WorkflowTimeoutException if there was nothing within that time
 * @throws IllegalArgumentException if a number is out of range, or if these are more than 1,000
 *   questions, because each stays in the journal, which is replayed whole
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
