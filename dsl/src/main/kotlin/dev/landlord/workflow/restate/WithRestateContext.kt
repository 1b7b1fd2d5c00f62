package dev.landlord.workflow.restate

import dev.landlord.workflow.DelicateLandlordApi
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.engine.UseNative
import dev.restate.sdk.kotlin.WorkflowContext

/**
 * Calls [block] with the SDK's context of this run, for features that the DSL does not cover, and
 * returns its result, which is not journaled. Suspends until [block] has ended. Journal: the
 * entries that [block] writes.
 *
 * Delicate, because the engine does not check the block: no other branch runs meanwhile; the block
 * must issue the same commands on every replay; a cancellation that arrives meanwhile is thrown in
 * the block only; the loser of a race is not stopped in it. Tests in memory cannot run it.
 */
@DelicateLandlordApi
public suspend fun <T> WorkflowScope.withRestateContext(block: suspend (WorkflowContext) -> T): T =
    perform(UseNative { block(it as WorkflowContext) })
