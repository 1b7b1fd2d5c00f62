package dev.landlord.samples.recipes.cron

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.continueAs
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.now
import dev.landlord.workflow.step
import dev.restate.sdk.common.TerminalException
import kotlin.time.Instant
import kotlin.time.toJavaInstant
import kotlin.time.toKotlinInstant
import kotlinx.serialization.Serializable

/**
 * A job of a schedule.
 *
 * @property cron as Unix has it: minute, hour, day of the month, month, day of the week
 * @property due when this run is to work; `null` for the first, which only begins the schedule
 */
@Serializable
data class Job(
    val name: String,
    val cron: String,
    val zone: String = "UTC",
    val due: Instant? = null,
)

/** What a job does. */
fun interface Work {
    fun run(job: Job)
}

// region: workflow
/**
 * Works whenever a cron expression says so. Each run works once and begins the next, so no journal
 * grows. When it is due is in its key: a job that is scheduled twice becomes one.
 */
@LandlordWorkflow
class CronJob(private val work: Work) {
    val workflow =
        landlordWorkflow<Job, String> { job ->
            if (job.due != null) {
                try {
                    step("work") { work.run(job) }
                } catch (failure: TerminalException) { // it may work the next time
                    log.warn { "${job.name} failed: ${failure.message}" }
                }
            }
            val now = now().toKotlinInstant()
            val next = step("next time") { job.next(now) } // the rules of time zones change
            continueAs("${job.name}@$next", job.copy(due = next), after = next - now)
            "next: ${job.name}@$next"
        }
}

// endregion

/** After [now] and after this time, which a clock that is slow may not have reached. */
private fun Job.next(now: Instant): Instant =
    try {
        val after = maxOf(now, due ?: now)
        CronTimes.next(cron, zone, after.toJavaInstant()).toKotlinInstant()
    } catch (mistake: IllegalArgumentException) {
        fail("$name: ${mistake.message}", code = 400)
    }
