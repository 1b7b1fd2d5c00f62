package dev.landlord.workflow

import kotlin.time.Duration
import kotlin.time.Duration.Companion.days

/**
 * The longest duration that a run can wait: 100 years, which restate-server 1.7 supports in timers
 * and retentions. With more than about 20,000 years its admin API fails at the registration.
 */
internal val MAX_WAIT: Duration = 36_500.days

/**
 * The longest pause between two attempts. A pause of 2^36 ms (795 days) or more stops the partition
 * processor of restate-server 1.7 and all runs of that partition, also after a restart.
 */
internal val MAX_PAUSE: Duration = 365.days

/**
 * @param what returns the verb and its argument, as the user wrote them
 * @throws IllegalArgumentException if [duration] is negative or longer than [MAX_WAIT]
 */
internal fun requireDuration(duration: Duration, what: () -> String) {
    require(duration in Duration.ZERO..MAX_WAIT) { VerbErrors.duration(what()) }
}
