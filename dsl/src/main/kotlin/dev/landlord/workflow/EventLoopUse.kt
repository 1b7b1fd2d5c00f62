package dev.landlord.workflow

import java.util.concurrent.atomic.AtomicInteger

/** How the bodies of one workflow use the event loops of its server. */
internal class EventLoopUse {
    /** The number of attempts that have begun. */
    val attempts = AtomicInteger()

    /**
     * Whether a body has held an event loop for so long that they all run elsewhere from then on.
     */
    @Volatile var isSlow = false
}
