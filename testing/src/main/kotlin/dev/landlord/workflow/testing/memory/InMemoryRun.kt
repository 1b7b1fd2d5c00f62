package dev.landlord.workflow.testing.memory

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowStatus
import dev.landlord.workflow.approval.status
import dev.landlord.workflow.body.WorkflowRun
import dev.landlord.workflow.body.readInput
import dev.landlord.workflow.body.writeInput
import dev.landlord.workflow.body.writeOutput
import dev.landlord.workflow.engine.Interceptor
import dev.landlord.workflow.engine.Journal
import dev.landlord.workflow.engine.WaitSet
import dev.landlord.workflow.handler.SharedHandlerPort
import dev.landlord.workflow.minus
import dev.landlord.workflow.testing.TestErrors
import dev.landlord.workflow.testing.journal.Command
import dev.landlord.workflow.testing.journal.Completion
import dev.landlord.workflow.testing.journal.End
import dev.landlord.workflow.testing.journal.RecordedJournal
import dev.landlord.workflow.testing.journal.Source
import dev.landlord.workflow.testing.journal.awakeableNumber
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import java.time.Instant
import kotlinx.coroutines.runBlocking

/** A run of [definition] in memory, to be attempted. */
internal fun <I, O> inMemoryRun(
    definition: WorkflowDefinition<I, O>,
    input: I,
    simulation: Simulation,
    key: String = "test",
    isTraced: Boolean = false,
    isQuiet: Boolean = false,
    services: OtherServices = OtherServices.None,
): InMemoryRun<O> =
    InMemoryRun(
        definition.writeInput(input),
        simulation,
        key,
        isTraced,
        isQuiet,
        services,
        definition::writeOutput,
    ) { journal, start ->
        WorkflowRun(definition, journal, journal as? Interceptor).run(definition.readInput(start))
    }

/**
 * One run in memory: what a server keeps of it, and a loop that attempts it. Timers cost nothing.
 * Every attempt starts from the first command.
 *
 * @param isTraced whether commands know where in the source they were asked for; takes time
 * @param isQuiet whether the log of the body is silent
 * @param services what other services answer to it
 * @param attempt what a handler does with its journal and its input
 */
internal class InMemoryRun<O>(
    input: Slice,
    private val simulation: Simulation,
    key: String,
    val isTraced: Boolean,
    val isQuiet: Boolean,
    services: OtherServices,
    private val writeOutput: (O) -> Slice,
    private val attempt: suspend (Journal, Slice) -> O,
) {
    val journal = RecordedJournal("", key, "inv_$key", input)

    /** What `now()` reads and timers are due by. */
    var clock: Instant = START
    val timers = HashMap<Int, Instant>()
    val failures = HashMap<Int, Failures>()
    val services = CalledServices(services)

    /** The durable promises that were completed. */
    val promises = HashMap<String, Slice>()

    /** What the last attempt waited for last. */
    var waiting: WaitSet = WaitSet()

    /** The commands of these; not the timers of which no body knows. */
    val waitsFor: List<Command>
        get() =
            waiting
                .filterIsInstance<ReplayJournal.Asked>()
                .map { journal.commands[it.index] }
                .filterNot { it.isOwn && it.kind == Command.Kind.SLEEP }

    /** What the body returned; only after it has. */
    var result: O? = null
        private set

    /** Attempts it until it has ended or can only wait. What the body throws by a bug, throws. */
    suspend fun proceed() {
        var attempts = 0
        while (journal.end == null) {
            val entries = journal.size
            try {
                waiting = WaitSet()
                journal.end = attemptOnce()
                services.deliver(clock)
            } catch (_: AttemptEnded.Suspended) {
                return
            } catch (_: AttemptEnded.Failed) {
                attempts++
            } catch (_: AttemptEnded.Crashed) {
                attempts++
                crash()
            }
            if (journal.size > entries) attempts = 0
            check(attempts < MAX_ATTEMPTS) { TestErrors.endless(MAX_ATTEMPTS, waitsFor) }
        }
    }

    /** Lets time pass in which the run does nothing. */
    fun passTo(time: Instant) {
        clock = maxOf(clock, time)
        services.deliver(clock)
    }

    /** The process goes, and with it its count of failures. */
    fun crash() {
        failures.values.forEach { it.count = 0 }
    }

    private suspend fun attemptOnce(): End {
        val attempted = InMemoryJournal(this, simulation)
        val end =
            try {
                val output = attempt(attempted, journal.input)
                result = output
                End.Result(writeOutput(output))
            } catch (failure: TerminalException) {
                End.Failed(failure.code, failure.message.orEmpty())
            }
        if (attempted.given < journal.commands.size) {
            throw JournalDifference(attempted.given, "an operation less", "the end, $end")
        }
        return end
    }

    /** What it waits for, in words. */
    fun waitingText(): String =
        waitsFor
            .map { command ->
                val due = timers[journal.commands.indexOf(command)]
                if (due == null) command.label else "${command.label}, due in ${due - clock}"
            }
            .joinToString(prefix = "the run waiting for ")

    /** Returns whether it was open; then whoever waits for it gets [value]. */
    fun completePromise(key: String, value: Slice): Boolean {
        if (promises.putIfAbsent(key, value) != null) return false
        journal.waitingFor(key).forEach { journal.add(Completion(it, value)) }
        return true
    }

    /** As through the ingress: what is no awakeable of the run, or was resolved, is ignored. */
    fun resolveAwakeable(id: String, value: Slice) {
        val number = awakeableNumber(journal.invocationId, id) ?: return
        val awakeable = Source.Awakeable(number)
        if (journal.end != null || journal.hasEnded(awakeable)) return
        journal.add(Completion(awakeable, value))
    }

    /** The run as the handlers of a service see it. */
    fun outside(headers: Map<String, String> = emptyMap()): SharedHandlerPort =
        InMemoryHandlerPort(this, headers)

    /** What the `status` handler of a service would answer. */
    fun status(): WorkflowStatus = runBlocking { outside().status() }

    /** As through the admin API. Does nothing after the end. */
    fun cancel() {
        if (journal.end != null) return
        journal.add(Completion.Cancellation)
        for ((index, command) in journal.commands.withIndex()) {
            if (command.kind == Command.Kind.CALL) services.cancelCall(index)
        }
    }

    private companion object {
        const val MAX_ATTEMPTS = 10_000

        /** An ordinary moment, the same for every run. */
        val START = Instant.parse("2026-01-01T12:00:00Z")
    }
}
