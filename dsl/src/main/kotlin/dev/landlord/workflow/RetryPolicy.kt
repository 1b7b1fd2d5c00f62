package dev.landlord.workflow

import dev.landlord.workflow.engine.Retry
import kotlin.math.pow
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/**
 * How often, and how far apart, a failing step or undo action is tried again.
 *
 * The delay before the second attempt is [initialDelay]; each further one is [factor] times the one
 * before it, up to [maxDelay]. Restate waits between attempts, and the run holds nothing, unless
 * steps of other branches are running. When these have ended and more than 10 seconds are left,
 * Restate waits for the whole delay again. Attempts are counted in the process: a step that
 * continues in another process, after a crash for instance, gets more of them, never fewer.
 *
 * @property initialDelay before the second attempt; positive, at most 365 days; default 500 ms
 * @property factor what each delay is multiplied by; default 2
 * @property maxDelay the longest delay; [initialDelay] to 365 days; default 10 s
 * @property maxAttempts attempts in all, the first included; `null` is without limit; default 10
 * @property maxDuration no further attempt once this long has passed since the first failure;
 *   `null`, the default, is without limit
 * @throws IllegalArgumentException if a value is out of range
 */
public class RetryPolicy(
    public val initialDelay: Duration = 500.milliseconds,
    public val factor: Double = 2.0,
    public val maxDelay: Duration = 10.seconds,
    public val maxAttempts: Int? = 10,
    public val maxDuration: Duration? = null,
) {
    init {
        require(initialDelay.isPositive() && initialDelay <= MAX_PAUSE) {
            DefinitionErrors.retry(
                "initialDelay",
                initialDelay,
                "a positive duration of at most $MAX_PAUSE",
            )
        }
        require(factor >= 1 && factor.isFinite()) {
            DefinitionErrors.retry("factor", factor, "1 or more")
        }
        require(maxDelay in initialDelay..MAX_PAUSE) {
            DefinitionErrors.retry(
                "maxDelay",
                maxDelay,
                "initialDelay ($initialDelay) to $MAX_PAUSE",
            )
        }
        require(maxAttempts == null || maxAttempts >= 1) {
            DefinitionErrors.retry("maxAttempts", maxAttempts, "1 or more, or null for no limit")
        }
        require(maxDuration == null || maxDuration.isPositive()) {
            DefinitionErrors.retry(
                "maxDuration",
                maxDuration,
                "a positive duration, or null for no limit",
            )
        }
    }

    /** What a failure must be to be final at once. */
    private var terminal: List<Class<out Throwable>> = emptyList()

    /**
     * The same policy, which does not try again what throws a [type] or a subclass of it: the step
     * then fails terminally at once, with the text of the failure and code 500. Its causes are not
     * looked at. For a code of your own catch it in the block and call [fail].
     */
    public fun terminalOn(type: Class<out Throwable>): RetryPolicy =
        RetryPolicy(initialDelay, factor, maxDelay, maxAttempts, maxDuration).also {
            it.terminal = terminal + type
        }

    /** The same for the engine. */
    internal val rules: Retry =
        object : Retry {
            override val maxAttempts
                get() = this@RetryPolicy.maxAttempts

            override val maxDuration
                get() = this@RetryPolicy.maxDuration

            override fun delayAfter(failure: Int) = this@RetryPolicy.delayAfter(failure)

            override fun isTerminal(failure: Throwable) = this@RetryPolicy.isTerminal(failure)

            override fun toString() =
                "RetryPolicy($initialDelay, $factor, $maxDelay, $maxAttempts, $maxDuration)"
        }

    internal fun isTerminal(failure: Throwable): Boolean = terminal.any { it.isInstance(failure) }

    /** The delay after the given failure, the first being 1. */
    internal fun delayAfter(failure: Int): Duration =
        minOf(maxDelay, initialDelay * factor.pow(failure - 1))

    public companion object {
        /** 10 attempts, 500 ms to 10 s apart: about a minute. What steps use by default. */
        public val Default: RetryPolicy = RetryPolicy()

        /** No limit, 500 ms to 1 minute apart. What undo actions use by default. */
        public val Forever: RetryPolicy = RetryPolicy(maxDelay = 1.minutes, maxAttempts = null)

        /** One attempt. */
        public val None: RetryPolicy = RetryPolicy(maxAttempts = 1)
    }
}

/**
 * The same policy, which does not try again what throws an [E]: see the member of the same name.
 *
 * ```
 * step("register", retry = RetryPolicy.Default.terminalOn<ValidationException>()) { … }
 * ```
 */
public inline fun <reified E : Throwable> RetryPolicy.terminalOn(): RetryPolicy =
    terminalOn(E::class.java)
