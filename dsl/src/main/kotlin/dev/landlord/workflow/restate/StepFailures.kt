package dev.landlord.workflow.restate

import dev.landlord.workflow.engine.Retry
import java.util.Collections
import java.util.concurrent.ConcurrentHashMap
import kotlin.time.Duration
import kotlin.time.TimeMark
import kotlin.time.TimeSource

/**
 * How often one step of one run has failed in this process, and since when. Forgotten when the
 * process ends; a step then gets more attempts than its policy says, never fewer.
 */
internal class StepFailures private constructor(private val run: String, private val step: String) {
    @Volatile private var count = 0
    @Volatile private var since: TimeMark? = null

    /** How long to wait after the next failure. */
    fun nextPause(retry: Retry): Duration = retry.delayAfter(count + 1)

    /** Counts a failure; returns whether the policy allows no further attempt. */
    fun countAndCheck(retry: Retry): Boolean {
        val first = since ?: TimeSource.Monotonic.markNow().also { since = it }
        count++
        val maxDuration = retry.maxDuration
        return count >= (retry.maxAttempts ?: Int.MAX_VALUE) ||
            maxDuration != null && first.elapsedNow() >= maxDuration
    }

    fun remember() {
        known.computeIfAbsent(run) { ConcurrentHashMap() }[step] = this
    }

    fun forget() {
        if (count == 0) return
        known.computeIfPresent(run) { _, steps -> steps.also { it.remove(step) }.ifEmpty { null } }
    }

    companion object {
        /**
         * No event reports that a run was killed or continued in another process, so the oldest go.
         */
        private const val LIMIT = 10_000

        private val known: MutableMap<String, MutableMap<String, StepFailures>> =
            Collections.synchronizedMap(
                object : LinkedHashMap<String, MutableMap<String, StepFailures>>() {
                    override fun removeEldestEntry(
                        eldest: Map.Entry<String, MutableMap<String, StepFailures>>
                    ) = size > LIMIT
                }
            )

        /** Not remembered before the first failure, which most steps never have. */
        fun of(run: String, step: String): StepFailures =
            known[run]?.get(step) ?: StepFailures(run, step)

        /** A run begins, which may have the id of one that was killed. */
        fun begin(run: String) {
            known.remove(run)
        }
    }
}
