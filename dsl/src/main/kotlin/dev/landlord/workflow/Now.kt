package dev.landlord.workflow

import java.time.Instant
import kotlin.time.Duration
import kotlin.time.toJavaDuration
import kotlin.time.toKotlinDuration
import kotlinx.serialization.serializer

/**
 * Returns the time at which the body first called this; a replay returns the same time. Suspends.
 * Journal: one Run named `now`. The time has whole milliseconds, by the clock of the machine that
 * runs the service; in a test in memory it is the virtual time of the test.
 */
public suspend fun WorkflowScope.now(): Instant =
    Instant.ofEpochMilli(runStep("now", null, null, NOW) { clock.millis() })

/**
 * The time [duration] after this time: `now() + 3.days`.
 *
 * @throws ArithmeticException if [duration] is infinite
 */
public operator fun Instant.plus(duration: Duration): Instant = plus(duration.finite())

/**
 * The time [duration] before this time: `now() - 3.days`.
 *
 * @throws ArithmeticException if [duration] is infinite
 */
public operator fun Instant.minus(duration: Duration): Instant = minus(duration.finite())

/** The duration from [start] to this time; negative if [start] is later: `now() - start`. */
public operator fun Instant.minus(start: Instant): Duration =
    java.time.Duration.between(start, this).toKotlinDuration()

/** The largest number of seconds stands for an infinite duration in `java.time`, and could fit. */
private fun Duration.finite(): java.time.Duration =
    if (isFinite()) toJavaDuration() else throw ArithmeticException("the duration is $this")

private val NOW = ResultType(serializer<Long>())
