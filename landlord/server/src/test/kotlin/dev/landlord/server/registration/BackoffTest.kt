package dev.landlord.server.registration

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.longs.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import kotlin.math.roundToInt

class BackoffTest :
    FunSpec({
        /** In half seconds, which a slow machine does not blur. */
        fun Backoff.halfSeconds() = (millisLeft() / 500.0).roundToInt()

        test("the delay is 0, then 500 ms, and doubles up to 10 s") {
            val backoff = Backoff()
            val waits = List(8) { backoff.halfSeconds().also { backoff.later() } }
            waits shouldContainExactly listOf(0, 1, 2, 4, 8, 16, 20, 20)
        }

        test("soon() shortens the delay to 500 ms, and never extends it") {
            val backoff = Backoff()
            backoff.soon()
            backoff.millisLeft() shouldBe 0
            repeat(5) { backoff.later() }
            backoff.soon()
            backoff.halfSeconds() shouldBe 1
            backoff.later()
            backoff.halfSeconds() shouldBe 20
        }

        test("the delay starts at 500 ms again after stop() and now()") {
            val backoff = Backoff()
            repeat(5) { backoff.later() }
            backoff.stop()
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
