package dev.landlord.samples.recipes.limit

import dev.restate.sdk.annotation.Handler
import dev.restate.sdk.annotation.VirtualObject
import dev.restate.sdk.kotlin.ObjectContext
import dev.restate.sdk.kotlin.get
import dev.restate.sdk.kotlin.runBlock
import dev.restate.sdk.kotlin.set
import kotlin.time.Clock
import kotlin.time.Duration

// region: object
/** Limits the rate of calls: a virtual object of Restate, one for each key. */
@VirtualObject
class Limiter {
    /** Reserves a place for the caller, and returns how long the caller must wait. */
    @Handler
    suspend fun take(context: ObjectContext, limit: Limit): Duration {
        val now = context.runBlock("now") { Clock.System.now() }
        val bucket = context.get<TokenBucket>("bucket") ?: TokenBucket.full(now)
        val (left, wait) = bucket.take(limit, now)
        context.set("bucket", left)
        return wait
    }
}
// endregion
