package dev.landlord.workflow.testing.memory

import dev.landlord.workflow.testing.journal.Command

/** What happens to a run in memory that the run does not do itself. Any function may crash it. */
internal interface Simulation {
    /** Which of [waiting] ends next; `null`: none, before something else happens. */
    fun next(
        run: InMemoryRun<*>,
        waiting: Sequence<InMemoryJournal.Operation>,
    ): InMemoryJournal.Operation?

    /** The body has asked for [command], which is not durable yet. */
    fun asked(command: Command) {}

    /** The last entry of [run]'s journal has become durable. */
    fun written(run: InMemoryRun<*>) {}

    /** What [command]'s block fails with instead of running; `null`: it runs. */
    fun failure(command: Command): Throwable? = null

    /** The block of [command] has had its effect; its result is not durable yet. */
    fun settled(run: InMemoryRun<*>, command: Command) {}
}
