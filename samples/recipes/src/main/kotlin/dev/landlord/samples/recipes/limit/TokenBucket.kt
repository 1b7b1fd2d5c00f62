package dev.landlord.samples.recipes.limit

import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.nanoseconds
import kotlin.time.Instant
import kotlinx.serialization.Serializable

/**
 * A rate limit: at most [calls] in every window of the length [per].
 *
 * @property burst the number of calls that may start at once, 1 to [calls], and of tokens in the
 *   bucket. The calls of a burst count in the following windows, so with a larger burst the tokens
 *   return more slowly: one each `per / (calls - burst + 1)`.
 */
@Serializable
data class Limit(val calls: Int, val per: Duration, val burst: Int = 1) {
    init {
        require(calls >= 1) { "calls: expected 1 or more, found $calls" }
        require(per >= 1.milliseconds && per.isFinite()) {
            "per: expected 1 ms or more, found $per"
        }
        require(burst in 1..calls) { "burst: expected 1 to $calls, found $burst" }
    }

    /** The time until one token returns; rounded up, so that no window exceeds the limit. */
    val interval: Duration
        get() {
            val tokens = calls - burst + 1
            return ((per.inWholeNanoseconds - 1) / tokens + 1).nanoseconds
        }
}

/**
 * A bucket of tokens, one for each call. Waiting calls have reserved future tokens.
 *
 * @property fullAt when all tokens will have returned
 * @property at the latest time that the limiter has seen
 */
@Serializable
data class TokenBucket(val fullAt: Instant, val at: Instant) {
    /** Takes one token, and returns how long the call must wait for it. */
    fun take(limit: Limit, now: Instant): Pair<TokenBucket, Duration> {
        val time = maxOf(at, now) // a clock that goes back returns no tokens
        val full = maxOf(fullAt, time) + limit.interval
        val wait = (full - time - limit.interval * limit.burst).coerceAtLeast(Duration.ZERO)
        return TokenBucket(full, time) to wait
    }

    companion object {
        /** The bucket of a limiter that is called for the first time. */
        fun full(now: Instant): TokenBucket = TokenBucket(now, now)
    }
}
