package dev.landlord.server.blueprint

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.long
import io.kotest.property.checkAll
import java.time.Duration

class DurationTextTest :
    FunSpec({
        test("parses durations") {
            mapOf(
                    "500ms" to Duration.ofMillis(500),
                    "10s" to Duration.ofSeconds(10),
                    "1h30m" to Duration.ofMinutes(90),
                    "1.5h" to Duration.ofMinutes(90),
                    "3d" to Duration.ofDays(3),
                    "0" to Duration.ZERO,
                    "-1m" to Duration.ofMinutes(-1),
                )
                .forEach { (text, duration) -> DurationText.parse(text).get() shouldBe duration }
        }

        test("refuses texts that are not durations") {
            for (text in listOf("", "10", "s", "1 h", "10S", "1h-5m", "soon", "9999999999s")) {
                DurationText.parse(text).isEmpty shouldBe true
            }
        }

        test("parses serialized durations") {
            checkAll(Arb.long(0L..Duration.ofDays(4000).toMillis())) { millis ->
                val duration = Duration.ofMillis(millis)
                DurationText.parse(DurationText.of(duration)).get() shouldBe duration
            }
        }
    })
