package dev.landlord.workflow

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.time.Instant
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.nanoseconds

/** The operators of [Instant] with Kotlin's durations. */
class InstantArithmeticTest :
    FunSpec({
        val now = Instant.parse("2026-11-26T22:00:00Z")

        test("a duration can be added and subtracted, to the nanosecond") {
            now + 1.nanoseconds shouldBe Instant.parse("2026-11-26T22:00:00.000000001Z")
            now - 1.nanoseconds shouldBe Instant.parse("2026-11-26T21:59:59.999999999Z")
            (now + 3.days) - now shouldBe 3.days
            now - (now + 1.nanoseconds) shouldBe -1.nanoseconds
        }

        for (instant in listOf(now, Instant.EPOCH, Instant.MIN, Instant.MAX)) {
            test("an infinite duration and $instant are refused as documented") {
                for (duration in listOf(Duration.INFINITE, -Duration.INFINITE)) {
                    shouldThrow<ArithmeticException> { instant + duration }
                    shouldThrow<ArithmeticException> { instant - duration }
                }
            }
        }
    })
