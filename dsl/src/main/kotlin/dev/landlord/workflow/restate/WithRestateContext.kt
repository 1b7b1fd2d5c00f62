package dev.landlord.workflow.restate

import dev.landlord.workflow.DelicateLandlordApi
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.engine.UseNative
import dev.restate.sdk.kotlin.WorkflowContext

/**
 * Passes the SDK's context of this run to [block], for functions that the DSL does not cover.
 * Suspends until [block] has ended. Journal: the entries that [block] writes.
 *
 * Delicate, because the library checks nothing in [block]: while it runs, no other branch runs; it
 * must make the same calls of the context at every replay; only [block] receives a cancellation
 * that arrives meanwhile; a branch that has lost a race is not stopped in it. Tests in memory
 * cannot run it.
 *
 * @return the result of [block], which is not journaled
 */
@DelicateLandlordApi
public suspend fun <T> WorkflowScope.withRestateContext(block: suspend (WorkflowContext) -> T): T =
    perform(UseNative { block(it as WorkflowContext) })
