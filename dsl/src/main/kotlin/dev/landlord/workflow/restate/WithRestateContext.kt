package dev.landlord.workflow.restate

import dev.landlord.workflow.DelicateLandlordApi
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.engine.UseNative
import dev.restate.sdk.kotlin.WorkflowContext

/**
 * Hands [block] the SDK's context of this run, for what the DSL does not cover. Suspends until
 * [block] has ended. Journal: what [block] writes.
 *
 * Delicate, because nothing looks after it: while it runs no other branch goes on; what it asks of
 * the context must be the same at every replay; a cancellation that comes meanwhile arrives in it,
 * and nowhere else; a loser of a race is not stopped in it. Tests in memory cannot run it.
 *
 * @return what [block] returned, which is not journaled
 */
@DelicateLandlordApi
public suspend fun <T> WorkflowScope.withRestateContext(block: suspend (WorkflowContext) -> T): T =
    perform(UseNative { block(it as WorkflowContext) })
