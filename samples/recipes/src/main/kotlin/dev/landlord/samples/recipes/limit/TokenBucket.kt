package dev.landlord.samples.recipes.limit

import kotlin.math.ceil
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Instant
import kotlinx.serialization.Serializable

/** How much somebody takes: so many calls in that time, and as many at once. */
@Serializable
data class Limit(val calls: Int, val per: Duration) {
    init {
        require(calls >= 1) { "calls: expected 1 or more, found $calls" }
        require(per >= 1.milliseconds && per.isFinite()) {
            "per: expected 1 ms or more, found $per"
        }
    }
}

/**
 * A bucket that fills with tokens as time goes by, one for each call. Below nothing are calls that
 * wait for theirs.
 */
@Serializable
data class TokenBucket(val tokens: Double, val at: Instant) {
    /** Takes one, and tells how long the call must wait for it. */
    fun take(limit: Limit, now: Instant): Pair<TokenBucket, Duration> {
        val perMillisecond = limit.calls.toDouble() / limit.per.inWholeMilliseconds
        val passed = (now - at).coerceAtLeast(Duration.ZERO).inWholeMilliseconds
        val filled = minOf(limit.calls.toDouble(), tokens + passed * perMillisecond)
        val left = filled - 1
        val wait = ceil(maxOf(0.0, -left / perMillisecond)).toLong().milliseconds
        return TokenBucket(left, maxOf(at, now)) to wait
    }
}
