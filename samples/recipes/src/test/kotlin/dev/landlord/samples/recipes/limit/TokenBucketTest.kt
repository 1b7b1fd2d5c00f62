package dev.landlord.samples.recipes.limit

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

class TokenBucketTest :
    FunSpec({
        val limit = Limit(calls = 2, per = 1.seconds)
        val start = Instant.parse("2026-01-01T00:00:00Z")
        val full = TokenBucket(2.0, start)

        fun TokenBucket.waits(calls: Int, now: Instant): List<Duration> {
            var bucket = this
            return List(calls) { bucket.take(limit, now).also { bucket = it.first }.second }
        }

        test("as many as there are tokens go at once, each of the others when its own is there") {
            full.waits(5, start) shouldContainExactly
                listOf(
                    0.milliseconds,
                    0.milliseconds,
                    500.milliseconds,
                    1.seconds,
                    1500.milliseconds,
                )
        }

        test("tokens come back with time, but never more than the bucket holds") {
            val empty = TokenBucket(0.0, start)
            empty.waits(1, start + 250.milliseconds) shouldBe listOf(250.milliseconds)
            empty.waits(3, start + 1.hours) shouldBe
                listOf(Duration.ZERO, Duration.ZERO, 500.milliseconds)
        }

        test("a clock that goes back gives no tokens") {
            val (bucket, wait) = TokenBucket(0.0, start).take(limit, start - 1.hours)
            wait shouldBe 500.milliseconds
            bucket.at shouldBe start
        }

        test("a limit that lets nothing through is refused") {
            shouldThrow<IllegalArgumentException> { Limit(0, 1.seconds) }
            shouldThrow<IllegalArgumentException> { Limit(1, Duration.ZERO) }
        }
    })
