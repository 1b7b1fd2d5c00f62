package dev.landlord.workflow

import io.kotest.core.config.AbstractProjectConfig
import io.kotest.core.spec.SpecExecutionOrder
import kotlin.time.Duration.Companion.minutes

object ProjectConfig : AbstractProjectConfig() {
    override val specExecutionOrder = SpecExecutionOrder.Lexicographic
    /** Ends a test that hangs; a machine that is five times slower takes less. */
    override val timeout = 10.minutes
}
