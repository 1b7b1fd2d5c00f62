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
 * A scheduled job.
 *
 * @property cron a Unix cron expression: minute, hour, day of the month, month, day of the week
 * @property due the time of this run; `null` for the first run, which only starts the schedule
 */
@Serializable
data class Job(
    val name: String,
    val cron: String,
    val zone: String = "UTC",
    val due: Instant? = null,
)

/** The work of a job. */
fun interface Work {
    fun run(job: Job)
}

// region: workflow
/**
 * Runs a job at the times of a cron expression. Each run works once and starts the next run, so no
 * journal grows. The key contains the time, so a job that is scheduled twice runs once.
 */
@LandlordWorkflow
class CronJob(private val work: Work) {
    val workflow =
        landlordWorkflow<Job, String> { job ->
            if (job.due != null) {
                try {
                    step("work") { work.run(job) }
                } catch (failure: TerminalException) { // the next run may succeed
                    log.warn { "${job.name} failed: ${failure.message}" }
                }
            }
            val now = now().toKotlinInstant()
            val next = step("next time") { job.next(now) } // a step, because time zone rules change
            continueAs("${job.name}@$next", job.copy(due = next), after = next - now)
            "next: ${job.name}@$next"
        }
}

// endregion

/**
 * The next time after [now] and after the time of this run, which a slow clock may not have
 * reached.
 */
private fun Job.next(now: Instant): Instant =
    try {
        val after = maxOf(now, due ?: now)
        CronTimes.next(cron, zone, after.toJavaInstant()).toKotlinInstant()
    } catch (invalid: IllegalArgumentException) {
        fail("$name: ${invalid.message}", code = 400)
    }
