package dev.landlord.workflow

import dev.landlord.workflow.engine.Retry
import kotlin.math.pow
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toKotlinDuration

/**
 * The number of attempts of a failing step or undo action, and the delays between them.
 *
 * The delay before the second attempt is [initialDelay]; each further delay is [factor] times the
 * previous one, up to [maxDelay]. Restate waits between two attempts, and the run holds no thread,
 * unless steps of other branches are running. When these have ended and more than 10 seconds are
 * left, Restate waits for the whole delay again. Attempts are counted in the process: a step that
 * continues in another process, after a crash for example, gets more attempts, never fewer.
 *
 * @property initialDelay the delay before the second attempt; positive, at most 365 days; default
 *   500 ms
 * @property factor the factor between two delays; 1 or more; default 2
 * @property maxDelay the longest delay; [initialDelay] to 365 days; default 10 s
 * @property maxAttempts the number of attempts, the first included; `null` for no limit; default 10
 * @property maxDuration the duration from the first failure after which no further attempt starts;
 *   `null`, the default, for no limit
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
        require(maxDelay >= initialDelay) { DefinitionErrors.retryDelays(initialDelay, maxDelay) }
        require(maxDelay <= MAX_PAUSE) {
            DefinitionErrors.retry("maxDelay", maxDelay, "a duration of at most $MAX_PAUSE")
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

    /** The exceptions that are not retried. */
    private var terminal: List<Class<out Throwable>> = emptyList()

    /**
     * Returns this policy without retries for exceptions of [type] and its subclasses: the step
     * fails terminally at once, with the text of the exception and code 500. The causes of the
     * exception do not count. For another code, catch the exception in the block and call [fail].
     */
    public fun terminalOn(type: Class<out Throwable>): RetryPolicy =
        changed().also { it.terminal = terminal + type }

    /** This policy as the engine needs it. */
    internal val rules: Retry =
        object : Retry {
            override val maxAttempts
                get() = this@RetryPolicy.maxAttempts

            override val maxDuration
                get() = this@RetryPolicy.maxDuration

            override fun delayAfter(failure: Int) = this@RetryPolicy.delayAfter(failure)

            override fun isTerminal(failure: Throwable) = this@RetryPolicy.isTerminal(failure)

            private val text by lazy {
                "RetryPolicy($initialDelay, $factor, $maxDelay, $maxAttempts, $maxDuration)"
            }

            override fun toString() = text
        }

    internal fun isTerminal(failure: Throwable): Boolean = terminal.any { it.isInstance(failure) }

    /** The delay after the given failure, the first being 1. */
    internal fun delayAfter(failure: Int): Duration =
        minOf(maxDelay, initialDelay * factor.pow(failure - 1))

    /** Returns this policy with another [initialDelay], for Java. */
    public fun withInitialDelay(delay: java.time.Duration): RetryPolicy =
        changed(initialDelay = delay.toKotlinDuration())

    /** Returns this policy with another [factor], for Java. */
    public fun withFactor(factor: Double): RetryPolicy = changed(factor = factor)

    /** Returns this policy with another [maxDelay], for Java. */
    public fun withMaxDelay(delay: java.time.Duration): RetryPolicy =
        changed(maxDelay = delay.toKotlinDuration())

    /** Returns this policy with another [maxAttempts], for Java. */
    public fun withMaxAttempts(attempts: Int): RetryPolicy = changed(maxAttempts = attempts)

    /** Returns this policy with another [maxDuration], for Java. */
    public fun withMaxDuration(duration: java.time.Duration): RetryPolicy =
        changed(maxDuration = duration.toKotlinDuration())

    private fun changed(
        initialDelay: Duration = this.initialDelay,
        factor: Double = this.factor,
        maxDelay: Duration = this.maxDelay,
        maxAttempts: Int? = this.maxAttempts,
        maxDuration: Duration? = this.maxDuration,
    ): RetryPolicy =
        RetryPolicy(initialDelay, factor, maxDelay, maxAttempts, maxDuration).also {
            it.terminal = terminal
        }

    public companion object {
        /** 10 attempts, 500 ms to 10 s apart: about a minute. The default of steps. */
        @JvmField public val DEFAULT: RetryPolicy = RetryPolicy()

        /** No limit, 500 ms to 1 minute apart. The default of undo actions. */
        @JvmField
        public val FOREVER: RetryPolicy = RetryPolicy(maxDelay = 1.minutes, maxAttempts = null)

        /** One attempt. */
        @JvmField public val NONE: RetryPolicy = RetryPolicy(maxAttempts = 1)
    }
}

/**
 * Returns this policy without retries for exceptions of type [E]; see the member of the same name.
 *
 * ```
 * step("register", retry = RetryPolicy.DEFAULT.terminalOn<ValidationException>()) { … }
 * ```
 */
public inline fun <reified E : Throwable> RetryPolicy.terminalOn(): RetryPolicy =
    terminalOn(E::class.java)
