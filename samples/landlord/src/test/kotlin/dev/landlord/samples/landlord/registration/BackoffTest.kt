package dev.landlord.samples.landlord.registration

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.longs.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import kotlin.math.roundToInt

class BackoffTest :
    FunSpec({
        /** In half seconds, which a slow machine does not blur. */
        fun Backoff.halfSeconds() = (millisLeft() / 500.0).roundToInt()

        test("it is tried at once, then after 500 ms, doubling up to 10 s") {
            val backoff = Backoff()
            val waits = List(8) { backoff.halfSeconds().also { backoff.later() } }
            waits shouldContainExactly listOf(0, 1, 2, 4, 8, 16, 20, 20)
        }

        test("what is asked for comes in 500 ms, and never later than it would have") {
            val backoff = Backoff()
            backoff.soon()
            backoff.millisLeft() shouldBe 0
            repeat(5) { backoff.later() }
            backoff.soon()
            backoff.halfSeconds() shouldBe 1
            backoff.later()
            backoff.halfSeconds() shouldBe 20
        }

        test("after a rest, or anew, it begins with 500 ms again") {
            val backoff = Backoff()
            repeat(5) { backoff.later() }
            backoff.rest()
            backoff.millisLeft() shouldBeGreaterThan 1_000_000_000L
            backoff.later()
            backoff.halfSeconds() shouldBe 1
            backoff.later()
            backoff.now()
            backoff.millisLeft() shouldBe 0
            backoff.later()
            backoff.halfSeconds() shouldBe 1
        }
    })
