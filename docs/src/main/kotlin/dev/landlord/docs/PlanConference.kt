package dev.landlord.docs

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.compensate
import dev.landlord.workflow.forEachParallel
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.poll
import dev.landlord.workflow.race
import dev.landlord.workflow.signal
import dev.landlord.workflow.step
import dev.landlord.workflow.uuid
import dev.landlord.workflow.withTimeout
import dev.landlord.workflow.withTimeoutOrNull
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlinx.serialization.Serializable

@Serializable data class Plan(val speakers: List<String>, val halls: List<String>)

/** What the world does for [PlanConference]. */
interface Conference {
    fun invite(speaker: String): String

    fun callOff(talk: String)

    fun reserve(hall: String, key: String): String

    fun release(key: String)

    fun isStreaming(hall: String): Boolean
}

/** What the guide says of branches and of waiting. */
@LandlordWorkflow
class PlanConference(private val conference: Conference) {
    /** Somebody will give the keynote. */
    val keynote by signal<String>()

    val workflow =
        landlordWorkflow<Plan, String> { plan ->
            // region: for-each
            val talks =
                forEachParallel(plan.speakers, concurrency = 3) { speaker ->
                    val talk = step("invite") { conference.invite(speaker) }
                    compensate("call off") { conference.callOff(talk) }
                    talk
                }
            // endregion

            // region: race
            val hall = race(plan.halls.map { reserving(it) })
            // endregion

            // region: timeout
            val opening = withTimeoutOrNull(7.days) { awaitSignal(keynote) } ?: "no keynote"
            // endregion

            // region: poll
            withTimeout(1.days) {
                poll("stream is up", every = 10.seconds, within = 30.minutes, factor = 1.5) {
                    conference.isStreaming(hall)
                }
            }
            // endregion
            "$opening, then ${talks.joinToString()}, at the $hall"
        }

    private fun reserving(hall: String): suspend WorkflowScope.() -> String = { reserve(hall) }

    // region: reserve
    private suspend fun WorkflowScope.reserve(hall: String): String {
        val key = uuid().toString()
        compensate("release $hall") { conference.release(key) }
        return step("reserve $hall") { conference.reserve(hall, key) }
    }
    // endregion
}
