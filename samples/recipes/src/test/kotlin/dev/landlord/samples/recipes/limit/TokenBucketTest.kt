package dev.landlord.samples.recipes.limit

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import kotlin.random.Random
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.nanoseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

class TokenBucketTest :
    FunSpec({
        val limit = Limit(calls = 2, per = 1.seconds)
        val start = Instant.parse("2026-01-01T00:00:00Z")

        fun TokenBucket.waits(limit: Limit, calls: Int, now: Instant): List<Duration> {
            var bucket = this
            return List(calls) { bucket.take(limit, now).also { bucket = it.first }.second }
        }

        test("spaces calls evenly without a burst") {
            TokenBucket.full(start).waits(limit, 4, start) shouldContainExactly
                listOf(Duration.ZERO, 500.milliseconds, 1.seconds, 1500.milliseconds)
        }

        test("a burst starts at once, and its tokens return more slowly") {
            val bursts = Limit(calls = 3, per = 1.seconds, burst = 2)
            TokenBucket.full(start).waits(bursts, 5, start) shouldContainExactly
                listOf(Duration.ZERO, Duration.ZERO, 500.milliseconds, 1.seconds, 1500.milliseconds)
        }

        test("tokens return over time, up to the size of the bucket") {
            val bursts = Limit(calls = 3, per = 1.seconds, burst = 2)
            val empty = TokenBucket(fullAt = start + 1.seconds, at = start)
            empty.waits(bursts, 1, start + 250.milliseconds) shouldBe listOf(250.milliseconds)
            empty.waits(bursts, 3, start + 1.hours) shouldBe
                listOf(Duration.ZERO, Duration.ZERO, 500.milliseconds)
        }

        test("a clock that goes back returns no tokens") {
            val empty = TokenBucket(fullAt = start + 500.milliseconds, at = start)
            val (bucket, wait) = empty.take(limit, start - 1.hours)
            wait shouldBe 500.milliseconds
            bucket.at shouldBe start
        }

        test("fault 46: no window has more calls than the limit") {
            val random = Random(46)
            repeat(300) {
                val calls = random.nextInt(1, 12)
                val per = random.nextLong(1_000_000, 3_000_000_000).nanoseconds
                val tried = Limit(calls, per, burst = random.nextInt(1, calls + 1))
                withClue("$tried") {
                    var now = start
                    var bucket = TokenBucket.full(start)
                    val begun =
                        List(100) {
                            now +=
                                when (random.nextInt(4)) {
                                    0 -> Duration.ZERO
                                    1 -> tried.interval
                                    2 -> per * random.nextDouble(2.0)
                                    else -> per / random.nextInt(1, 2 * calls + 1)
                                }
                            val (left, wait) = bucket.take(tried, now)
                            bucket = left
                            now + wait
                        }
                    begun shouldBe begun.sorted()
                    for (from in begun) {
                        begun.count { it >= from && it < from + per } shouldBeLessThanOrEqual calls
                    }
                }
            }
        }

        test("a larger burst reduces the calls of waiting callers in each window") {
            for (burst in 1..4) {
                val tried = Limit(calls = 4, per = 1.seconds, burst)
                val waits = TokenBucket.full(start).waits(tried, 100, start)
                waits.count { it >= 2.seconds && it < 12.seconds } shouldBe 10 * (5 - burst)
            }
        }

        test("refuses a limit of zero calls") {
            shouldThrow<IllegalArgumentException> { Limit(0, 1.seconds) }
            shouldThrow<IllegalArgumentException> { Limit(1, Duration.ZERO) }
            shouldThrow<IllegalArgumentException> { Limit(1, 1.seconds, burst = 0) }
            shouldThrow<IllegalArgumentException> { Limit(1, 1.seconds, burst = 2) }
        }
    })
