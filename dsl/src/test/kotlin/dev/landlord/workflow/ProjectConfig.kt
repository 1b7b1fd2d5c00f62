package dev.landlord.workflow

import io.kotest.core.config.AbstractProjectConfig
import io.kotest.core.spec.SpecExecutionOrder
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

object ProjectConfig : AbstractProjectConfig() {
    override val specExecutionOrder = SpecExecutionOrder.Lexicographic
    /**
     * Ends a test that hangs; a machine that is five times slower takes less. A test of a full
     * campaign repeats hundreds of runs, each with a limit of its own.
     */
    override val timeout = if (Campaign.isFull) 2.hours else 10.minutes
}
