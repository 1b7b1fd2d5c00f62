package dev.landlord.server.config

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.time.Duration
import java.util.Optional

class GoDurationTest :
    FunSpec({
        test("parses durations in the notation of Go") {
            mapOf(
                    "30m" to Duration.ofMinutes(30),
                    "1h30m" to Duration.ofMinutes(90),
                    "500ms" to Duration.ofMillis(500),
                    "1.5h" to Duration.ofMinutes(90),
                    ".5s" to Duration.ofMillis(500),
                    "1.s" to Duration.ofSeconds(1),
                    "2us3µs4μs5ns" to Duration.ofNanos(9_005),
                    "-1m" to Duration.ofMinutes(-1),
                    "+1m" to Duration.ofMinutes(1),
                    "0" to Duration.ZERO,
                )
                .forEach { (text, duration) ->
                    GoDuration.parse(text) shouldBe Optional.of(duration)
                }
        }

        test("refuses other notations") {
            listOf("", "30", "m", "1 m", "1d", "1h-5m", "1e3s", "PT1S", ".s", "-", "300000000h")
                .forEach { GoDuration.parse(it) shouldBe Optional.empty() }
        }
    })
