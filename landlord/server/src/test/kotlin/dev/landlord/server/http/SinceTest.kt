package dev.landlord.server.http

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.time.Instant
import kotlin.jvm.optionals.getOrNull

class SinceTest :
    FunSpec({
        val now = Instant.parse("2026-11-20T14:00:00Z")

        test("parses times and durations before now") {
            mapOf(
                    "2026-11-20T14:03:05Z" to "2026-11-20T14:03:05Z",
                    "2026-11-20T14:03:05.123Z" to "2026-11-20T14:03:05.123Z",
                    "2026-11-20T14:03:05+02:00" to "2026-11-20T12:03:05Z",
                    "24h" to "2026-11-19T14:00:00Z",
                    "7d" to "2026-11-13T14:00:00Z",
                    "1h30m" to "2026-11-20T12:30:00Z",
                    "0" to "2026-11-20T14:00:00Z",
                    // The limits of what can be compared.
                    "999999999d" to "1970-01-01T00:00:00Z",
                    "1812-01-01T00:00:00Z" to "1970-01-01T00:00:00Z",
                    "+12345-01-01T00:00:00Z" to "9999-12-31T23:59:59Z",
                )
                .forEach { (text, time) ->
                    withClue(text) {
                        Since.parse(text, now).getOrNull() shouldBe Instant.parse(time)
                    }
                }
        }

        test("refuses other texts") {
            for (text in
                listOf("", "yesterday", "2026-11-20", "-1h", "24", "2026-11-20T14:03:05")) {
                withClue(text) { Since.parse(text, now).getOrNull() shouldBe null }
            }
        }
    })
