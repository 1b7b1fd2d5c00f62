package dev.landlord.workflow

import kotlin.time.Instant
import kotlinx.serialization.serializer

/**
 * The time at which the body first came here; a replay answers with the same. Suspends; journal:
 * one Run named `now`. The clock is that of the machine that runs the service; in a test on the
 * journal in memory it is the test's.
 */
public suspend fun WorkflowScope.now(): Instant =
    Instant.fromEpochMilliseconds(runStep("now", null, null, NOW) { clock.millis() })

private val NOW = ResultType(serializer<Long>())
