package dev.landlord.workflow.engine

import kotlin.time.Duration

/** How often, and how far apart, the failing block of a [Run] is attempted. */
@InternalEngineApi
public interface Retry {
    /** In all, the first included; `null` is without limit. */
    public val maxAttempts: Int?

    /** No further attempt once this has passed since the first failure; `null`: no limit. */
    public val maxDuration: Duration?

    /** The delay after the given failure, the first being 1. */
    public fun delayAfter(failure: Int): Duration

    /** Whether a block that throws [failure] is not attempted again. */
    public fun isTerminal(failure: Throwable): Boolean

    public companion object {
        /** One attempt. */
        public val None: Retry =
            object : Retry {
                override val maxAttempts = 1
                override val maxDuration = null

                override fun delayAfter(failure: Int) = Duration.ZERO

                override fun isTerminal(failure: Throwable) = false
            }
    }
}
