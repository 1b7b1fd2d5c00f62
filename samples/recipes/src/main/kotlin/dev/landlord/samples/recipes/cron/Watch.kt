package dev.landlord.samples.recipes.cron

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.continueAs
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.signal
import dev.landlord.workflow.step
import dev.landlord.workflow.withTimeoutOrNull
import kotlin.time.Duration
import kotlinx.serialization.Serializable

/** The watched site, the interval, and the number of the run. */
@Serializable data class Rounds(val site: String, val every: Duration, val run: Int = 1)

/** Checks sites. */
fun interface Site {
    fun check(site: String)
}

// region: workflow
/** Checks a site at a fixed interval until the signal `stop`. */
@LandlordWorkflow
class Watch(private val web: Site) {
    /** Ends the watch after the running check. */
    val stop by signal<Unit>()

    val workflow =
        landlordWorkflow<Rounds, String> { rounds ->
            repeat(ROUNDS) {
                step("check") { web.check(rounds.site) }
                val stopped = withTimeoutOrNull(rounds.every) { awaitSignal(stop) }
                if (stopped != null) return@landlordWorkflow "stopped"
            }
            // A replay reads the whole journal, so continue with a new one after some time.
            val next = rounds.copy(run = rounds.run + 1)
            continueAs("${next.site}-${next.run}", next)
            "goes on as ${next.site}-${next.run}"
        }

    companion object {
        const val ROUNDS = 100
    }
}
// endregion
