package dev.landlord.samples.landlord.blueprint

import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.withTimeoutOrNull
import java.time.Duration
import kotlin.time.toKotlinDuration

/** Runs [block] for no longer than [limit], if there is one; `null` if the time is up. */
internal suspend fun <T> WorkflowScope.within(
    limit: Duration?,
    block: suspend WorkflowScope.() -> T,
): T? = if (limit == null) block() else withTimeoutOrNull(limit.toKotlinDuration(), block)
