package dev.landlord.workflow.ingress

import dev.landlord.workflow.client.ClientInternals
import java.time.Duration as JavaDuration
import kotlin.time.Duration
import kotlin.time.TimeSource
import kotlin.time.toKotlinDuration

/** The end of the time that a request has; [timeout] is that time as the caller wrote it. */
internal class Deadline private constructor(val timeout: JavaDuration) {
    private val end = TimeSource.Monotonic.markNow() + timeout.coerceAtMost(MAX).toKotlinDuration()

    /** The time that is left; not positive if there is none. */
    val left: Duration
        get() = -end.elapsedNow()

    companion object {
        /** Longer than any wait, and short enough for a clock that counts nanoseconds. */
        private val MAX = JavaDuration.ofDays(36_500)

        /** @throws IllegalArgumentException if [timeout] is not positive */
        fun after(timeout: JavaDuration): Deadline =
            Deadline(ClientInternals.positive("timeout", timeout))
    }
}
