package dev.landlord.samples.recipes.cron

import dev.landlord.samples.recipes.Restate
import dev.landlord.samples.recipes.soon
import dev.landlord.workflow.fail
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.runWorkflowTest
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.time.Instant

class CronJobTest :
    FunSpec({
        val report = Job("report", "0 3 * * MON-FRI", "Europe/Zurich")
        val thursday = Instant.parse("2026-01-01T02:00:00Z")

        test("the first run only starts the schedule") {
            val done = ArrayList<Job>()
            runWorkflowTest(CronJob { done += it }.workflow) {
                start(report)
                expectDone("now", "next time")
                expectResult("next: report@2026-01-02T02:00:00Z") // at three in Zurich
                "$this" shouldContain "report@2026-01-02T02:00:00Z/run after 14h"
            }
            done.shouldBeEmpty()
        }

        test("each further run works once and starts the next") {
            val done = ArrayList<Job>()
            runWorkflowTest(CronJob { done += it }.workflow) {
                crashAfterEveryEntry()
                start(report.copy(due = thursday))
                expectDone("work", "now", "next time")
                expectResult("next: report@2026-01-02T02:00:00Z")
            }
            done.map { it.due } shouldContainExactly listOf(thursday)
        }

        test("a slow clock does not repeat a run") {
            runWorkflowTest(CronJob {}.workflow) {
                start(report.copy(due = Instant.parse("2026-01-02T02:00:00Z"))) // it is the first
                expectResult("next: report@2026-01-05T02:00:00Z")
            }
        }

        test("a failed job runs again at the next time") {
            runWorkflowTest(CronJob { fail("no paper") }.workflow) {
                start(report.copy(due = thursday))
                expectDone("now", "next time")
                expectResult("next: report@2026-01-02T02:00:00Z")
            }
        }

        test("a cancelled job starts no further run") {
            runWorkflowTest(CronJob {}.workflow) {
                hold("work")
                start(report.copy(due = thursday))
                cancel()
                release("work")
                expectCancelled()
                expectDone("work")
            }
        }

        test("refuses an invalid cron expression or time zone") {
            runWorkflowTest(CronJob {}.workflow) {
                start(report.copy(cron = "at tea time"))
                expectFailure(
                    "report: Cron expression contains 3 parts but we expect one of [5]",
                    code = 400,
                )
            }
            runWorkflowTest(CronJob {}.workflow) {
                start(report.copy(zone = "Europe/Atlantis"))
                expectFailure("report: \"Europe/Atlantis\" is not a time zone", code = 400)
            }
        }

        test("is deterministic on replay") {
            checkReplayDeterminism(listOf(report, report.copy(due = thursday))) {
                CronJob {}.workflow
            }
        }

        test("on a real server, a job that is scheduled twice runs once, and can be cancelled") {
            val done = CopyOnWriteArrayList<Job>()
            Restate.serving(CronJobService(CronJob { done += it })) {
                val job = """{"name": "backup", "cron": "0 0 1 1 *"}"""
                val next = post("/CronJob/backup/run", job).body()
                post("/CronJob/backup-again/run", job).body() shouldBe next

                val scheduled = soon { scheduled().also { it.size shouldBe 1 } }.single()
                "\"next: ${scheduled.second}\"" shouldBe next
                admin.cancel(scheduled.first)
                soon { scheduled().shouldBeEmpty() }

                post("/CronJob/backup-anew/run", job).body() shouldBe next
                soon { scheduled().size shouldBe 1 }
                scheduled().forEach { admin.cancel(it.first) }
            }
            done.shouldBeEmpty()
        }

        test("on a real server, a job runs at its time and schedules the next run") {
            val done = CopyOnWriteArrayList<Job>()
            Restate.serving(CronJobService(CronJob { done += it })) {
                val due = """{"name": "mail", "cron": "0 0 1 1 *", "due": "2026-01-01T00:00:00Z"}"""
                post("/CronJob/mail/run", due).statusCode() shouldBe 200
                done.map { it.due } shouldContainExactly
                    listOf(Instant.parse("2026-01-01T00:00:00Z"))
                scheduled().forEach { admin.cancel(it.first) }
            }
        }
    })

/** Id and key of what is to begin later. */
private fun Restate.scheduled(): List<Pair<String, String>> =
    admin
        .query(
            "select id, target_service_key from sys_invocation " +
                "where target_service_name = 'CronJob' and status = 'scheduled'"
        )
        .map { it.path("id").asText() to it.path("target_service_key").asText() }
