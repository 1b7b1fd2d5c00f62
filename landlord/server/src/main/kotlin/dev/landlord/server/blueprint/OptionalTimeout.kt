package dev.landlord.server.blueprint

import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.withTimeoutOrNull
import java.time.Duration
import kotlin.time.toKotlinDuration

/** Runs [block] with the time limit [limit], if there is one; returns `null` at the time limit. */
internal suspend fun <T> WorkflowScope.withOptionalTimeout(
    limit: Duration?,
    block: suspend WorkflowScope.() -> T,
): T? = if (limit == null) block() else withTimeoutOrNull(limit.toKotlinDuration(), block)
