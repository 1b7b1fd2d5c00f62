package dev.landlord.workflow

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

class RetryPolicyTest :
    FunSpec({
        fun refused(message: String, policy: () -> RetryPolicy) {
            shouldThrow<IllegalArgumentException> { policy() }.message shouldBe message
        }

        test("fault 36: a pause too long for Restate is refused") {
            RetryPolicy(initialDelay = 365.days, maxDelay = 365.days)
            val tooLong = 365.days + 1.milliseconds
            refused(
                "[LW104] RetryPolicy(initialDelay = $tooLong): expected a positive duration of " +
                    "at most 365d. Correct the value, or leave it out for the default."
            ) {
                RetryPolicy(initialDelay = tooLong, maxDelay = tooLong)
            }
            refused(
                "[LW104] RetryPolicy(maxDelay = $tooLong): expected a duration of at most " +
                    "365d. Correct the value, or leave it out for the default."
            ) {
                RetryPolicy(maxDelay = tooLong)
            }
        }

        test("a value out of range is refused") {
            for (delay in listOf(Duration.ZERO, Duration.INFINITE)) {
                refused(
                    "[LW104] RetryPolicy(initialDelay = $delay): expected a positive duration of " +
                        "at most 365d. Correct the value, or leave it out for the default."
                ) {
                    RetryPolicy(initialDelay = delay)
                }
            }
            refused(
                "[LW104] RetryPolicy(factor = 0.5): expected 1 or more. Correct the value, or " +
                    "leave it out for the default."
            ) {
                RetryPolicy(factor = 0.5)
            }
            refused(
                "[LW104] RetryPolicy(initialDelay = 20s, maxDelay = 10s): expected a maxDelay, " +
                    "10s by default, that is not below initialDelay. Set maxDelay to 20s or more, " +
                    "or reduce initialDelay."
            ) {
                RetryPolicy(initialDelay = 20.seconds)
            }
            refused(
                "[LW104] RetryPolicy(maxAttempts = 0): expected 1 or more, or null for no " +
                    "limit. Correct the value, or leave it out for the default."
            ) {
                RetryPolicy(maxAttempts = 0)
            }
            refused(
                "[LW104] RetryPolicy(maxDuration = 0s): expected a positive duration, or null " +
                    "for no limit. Correct the value, or leave it out for the default."
            ) {
                RetryPolicy(maxDuration = Duration.ZERO)
            }
        }

        test("delays grow by the factor up to the maximum, for any number of failures") {
            val policy = RetryPolicy(initialDelay = 1.seconds, factor = 1.5, maxDelay = 4.seconds)
            listOf(1, 2, 3, 4, 5, 1_000_000).map {
                policy.delayAfter(it).inWholeMilliseconds
            } shouldBe listOf(1000L, 1500L, 2250L, 3375L, 4000L, 4000L)
        }

        test("the defaults: steps are bounded, undo actions are not") {
            RetryPolicy.DEFAULT.maxAttempts shouldBe 10
            RetryPolicy.FOREVER.maxAttempts shouldBe null
            RetryPolicy.NONE.maxAttempts shouldBe 1
        }
    })
