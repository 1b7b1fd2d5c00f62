package dev.landlord.workflow

import kotlin.time.Instant

/**
 * The time at which the body first came here; a replay answers with the same. Suspends; journal:
 * one Run named `now`. The clock is that of the machine that runs the service.
 */
public suspend fun WorkflowScope.now(): Instant =
    Instant.fromEpochMilliseconds(
        perform(RunStep("now", null, serdeOf<Long>()) { System.currentTimeMillis() })
    )
