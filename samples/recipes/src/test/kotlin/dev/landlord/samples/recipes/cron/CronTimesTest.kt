package dev.landlord.samples.recipes.cron

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.time.Instant
import java.time.LocalDate
import java.time.LocalDateTime
import java.time.LocalTime
import java.time.ZoneId
import java.time.temporal.ChronoUnit
import java.time.zone.ZoneOffsetTransition

class CronTimesTest :
    FunSpec({
        /** The next [count] times, each after the one before, as the clock of [zone] shows them. */
        fun due(cron: String, zone: String, after: String, count: Int): List<String> =
            generateSequence(LocalDateTime.parse(after).atZone(ZoneId.of(zone)).toInstant()) {
                    CronTimes.next(cron, zone, it)
                }
                .drop(1)
                .take(count)
                .map { it.atZone(ZoneId.of(zone)).toOffsetDateTime().toString() }
                .toList()

        test("fault 44: a skipped time is due once, after the gap") {
            due("30 2 * * *", "Europe/Berlin", "2027-03-27T00:00", 3) shouldContainExactly
                listOf(
                    "2027-03-27T02:30+01:00",
                    "2027-03-28T03:00+02:00",
                    "2027-03-29T02:30+02:00",
                )
        }

        test("fault 44: a daily job at a skipped midnight runs every day") {
            due("0 0 * * *", "America/Havana", "2026-03-07T12:00", 2) shouldContainExactly
                listOf("2026-03-08T01:00-04:00", "2026-03-09T00:00-04:00")
        }

        test("fault 44: handles a gap of half an hour") {
            due("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T12:00", 2) shouldContainExactly
                listOf("2026-10-04T02:30+11:00", "2026-10-05T02:15+11:00")
        }

        test("several times in a gap, and one at its end, are due once") {
            due("0,20,40 2,3 * * *", "Europe/Berlin", "2027-03-28T01:00", 3) shouldContainExactly
                listOf(
                    "2027-03-28T03:00+02:00",
                    "2027-03-28T03:20+02:00",
                    "2027-03-28T03:40+02:00",
                )
        }

        test("fault 44: a repeated time is due once, the first time") {
            due("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00", 2) shouldContainExactly
                listOf("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00")
            due("45 1 * * *", "Australia/Lord_Howe", "2026-04-04T12:00", 2) shouldContainExactly
                listOf("2026-04-05T01:45+11:00", "2026-04-06T01:45+10:30")
        }

        test("a run that ends at the repetition of its time is not due again") {
            val again = Instant.parse("2026-10-25T01:10:00Z") // 02:10 for the second time
            CronTimes.next("30 2 * * *", "Europe/Berlin", again) shouldBe
                Instant.parse("2026-10-26T01:30:00Z")
        }

        test("an hourly job keeps its interval at a clock change") {
            due("0,30 * * * *", "Europe/Berlin", "2026-10-25T01:30", 5) shouldContainExactly
                listOf(
                    "2026-10-25T02:00+02:00",
                    "2026-10-25T02:30+02:00",
                    "2026-10-25T02:00+01:00",
                    "2026-10-25T02:30+01:00",
                    "2026-10-25T03:00+01:00",
                )
            due("0,30 * * * *", "Europe/Berlin", "2027-03-28T01:00", 3) shouldContainExactly
                listOf(
                    "2027-03-28T01:30+01:00",
                    "2027-03-28T03:00+02:00",
                    "2027-03-28T03:30+02:00",
                )
        }

        test("a time at the moment of the change is due once") {
            due("0 2 * * *", "Europe/Berlin", "2027-03-27T12:00", 2) shouldContainExactly
                listOf("2027-03-28T03:00+02:00", "2027-03-29T02:00+02:00")
            due("0 3 * * *", "Europe/Berlin", "2026-10-24T12:00", 2) shouldContainExactly
                listOf("2026-10-25T03:00+01:00", "2026-10-26T03:00+01:00")
        }

        test("fault 44: a daily job is due once each day, in every zone") {
            for ((zone, change) in changes()) {
                for (time in times(change)) {
                    val cron = "${time.minute} ${time.hour} * * *"
                    val first = change.dateTimeBefore.toLocalDate().minusDays(2)
                    val days = (0L until DAYS).map { first.plusDays(it) }
                    withClue("\"$cron\" in $zone around $change") {
                        val begin = expected(first, time, zone).minusSeconds(1)
                        generateSequence(begin) { CronTimes.next(cron, zone.id, it) }
                            .drop(1)
                            .take(days.size)
                            .toList() shouldContainExactly days.map { expected(it, time, zone) }
                    }
                }
            }
        }

        test("times increase, and are after the given time") {
            for ((zone, change) in changes()) {
                for (cron in listOf("*/20 * * * *", "*/20 */2 * * *", "10 0-6 * * *")) {
                    var last = Instant.MIN
                    for (minutes in -200L..200L step 7) {
                        val now = change.instant.plus(minutes, ChronoUnit.MINUTES)
                        val next = CronTimes.next(cron, zone.id, now)
                        withClue("\"$cron\" in $zone at $now: $next after $last") {
                            (next > now && next >= last) shouldBe true
                        }
                        last = next
                    }
                }
            }
        }
    })

private const val DAYS = 5L

/** The changes of the clock in two years; of zones that have the same, one. */
private fun changes(): List<Pair<ZoneId, ZoneOffsetTransition>> =
    ZoneId.getAvailableZoneIds()
        .sorted()
        .map(ZoneId::of)
        .flatMap { zone ->
            generateSequence(zone.rules.nextTransition(Instant.parse("2026-01-01T00:00:00Z"))) {
                    zone.rules.nextTransition(it.instant)
                }
                .takeWhile { it.instant < Instant.parse("2028-01-01T00:00:00Z") }
                .map { zone to it }
        }
        .distinctBy { (_, change) -> change }

/** Times of day in, at the edges of, and outside what the clock skips or shows twice. */
private fun times(change: ZoneOffsetTransition): List<LocalTime> {
    val edges = listOf(change.dateTimeBefore, change.dateTimeAfter)
    val inside = edges.min().plusMinutes(10)
    return (edges + edges.map { it.minusMinutes(1) } + inside + inside.plusHours(12)).map {
        it.toLocalTime()
    }
}

/** When [time] is due on that [day]. */
private fun expected(day: LocalDate, time: LocalTime, zone: ZoneId): Instant {
    val local = day.atTime(time)
    val change = zone.rules.getTransition(local)
    return if (change != null && change.isGap) change.instant else local.atZone(zone).toInstant()
}
