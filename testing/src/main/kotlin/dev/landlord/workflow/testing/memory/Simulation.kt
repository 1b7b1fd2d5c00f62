package dev.landlord.workflow.testing.memory

import dev.landlord.workflow.testing.journal.Command

/** Decides about the events of a run in memory. Each function may crash the run. */
internal interface Simulation {
    /** Returns the operation that ends next; `null` if the run waits for an event from outside. */
    fun next(
        run: InMemoryRun<*>,
        waiting: Sequence<InMemoryJournal.Operation>,
    ): InMemoryJournal.Operation?

    /** The body has requested [command], which is not durable yet. */
    fun requested(command: Command) {}

    /** The last entry of the journal of [run] has become durable. */
    fun recorded(run: InMemoryRun<*>) {}

    /** Returns the failure of [command] that replaces its block; `null` to run the block. */
    fun failureOf(command: Command): Throwable? = null

    /** The block of [command] has run; its result is not durable yet. */
    fun completed(run: InMemoryRun<*>, command: Command) {}
}
