package dev.landlord.workflow.testing.memory

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowStatus
import dev.landlord.workflow.approval.status
import dev.landlord.workflow.body.WorkflowRun
import dev.landlord.workflow.body.bodyInJava
import dev.landlord.workflow.body.readInput
import dev.landlord.workflow.body.writeInput
import dev.landlord.workflow.body.writeOutput
import dev.landlord.workflow.engine.Interceptor
import dev.landlord.workflow.engine.Journal
import dev.landlord.workflow.engine.WaitSet
import dev.landlord.workflow.handler.SharedHandlerPort
import dev.landlord.workflow.minus
import dev.landlord.workflow.testing.errors.TestErrors
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

/** Creates a run of [definition] in memory, which [InMemoryRun.proceed] then attempts. */
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
        definition.bodyInJava(),
    ) { journal, start ->
        WorkflowRun(definition, journal, journal as? Interceptor).run(definition.readInput(start))
    }

/**
 * One run in memory: its state, as a server stores it, and a loop that attempts it in virtual time.
 * Every attempt starts from the first command.
 *
 * @param isTraced whether the commands have source lines, which is slow
 * @param isQuiet whether to suppress the log of the body
 * @param services answers the requests to other services
 * @property body the object that a body in Java is written in; default: one in Kotlin
 * @param attempt runs the handler with a journal and the input
 */
internal class InMemoryRun<O>(
    input: Slice,
    private val simulation: Simulation,
    key: String,
    val isTraced: Boolean,
    val isQuiet: Boolean,
    services: OtherServices,
    private val writeOutput: (O) -> Slice,
    val body: Any? = null,
    private val attempt: suspend (Journal, Slice) -> O,
) {
    val journal = RecordedJournal("", key, "inv_$key", input)

    /** The virtual time. */
    var clock: Instant = START

    /** The time at which each timer is due, by the index of its command. */
    val timers = HashMap<Int, Instant>()

    /** The failures of each block, by the index of its command. */
    val failures = HashMap<Int, Failures>()

    /** The failure of the last block that will be retried. */
    var lastFailure: Throwable? = null
    val services = CalledServices(services)

    /** The values of the completed promises. */
    val promises = HashMap<String, Slice>()

    /** The handles that the last attempt waited for last. */
    var waiting: WaitSet = WaitSet()

    /** The commands of [waiting], without the timers of the engine. */
    val waitsFor: List<Command>
        get() =
            waiting
                .filterIsInstance<ReplayJournal.CommandHandle>()
                .map { journal.commands[it.index] }
                .filterNot { it.isOwn && it.kind == Command.Kind.SLEEP }

    /** The result of the body; `null` before it has returned. */
    var result: O? = null
        private set

    /**
     * Attempts the run until it has ended, or waits for an event from outside. Throws an exception
     * of the body that is not a terminal failure.
     */
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
            check(attempts < MAX_ATTEMPTS) {
                TestErrors.endless(MAX_ATTEMPTS, waitsFor, lastFailure)
            }
        }
    }

    /** Advances the virtual time without an attempt of the run. */
    fun advanceTo(time: Instant) {
        clock = maxOf(clock, time)
        services.deliver(clock)
    }

    /** Crashes the process, which loses its counts of failures. */
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
        if (attempted.issued < journal.commands.size) {
            throw JournalDifference(attempted.issued, "an operation less", "the end, $end")
        }
        return end
    }

    /** The operations that the run waits for, as text for a message. */
    fun waitingText(): String =
        waitsFor
            .map { command ->
                val due = timers[journal.commands.indexOf(command)]
                if (due == null) command.label else "${command.label}, due in ${due - clock}"
            }
            .joinToString(prefix = "the run waiting for ")

    /** Completes a promise with [value], unless it has a value. Returns whether it had none. */
    fun completePromise(key: String, value: Slice): Boolean {
        if (promises.putIfAbsent(key, value) != null) return false
        journal.waitingFor(key).forEach { journal.add(Completion(it, value)) }
        return true
    }

    /**
     * Resolves an awakeable as the ingress does. Ignores an id that belongs to no awakeable of the
     * run, or to one that was resolved.
     */
    fun resolveAwakeable(id: String, value: Slice) {
        val number = awakeableNumber(journal.invocationId, id) ?: return
        val awakeable = Source.Awakeable(number)
        if (journal.end != null || journal.hasEnded(awakeable)) return
        journal.add(Completion(awakeable, value))
    }

    /** The port of the shared handlers to this run. */
    fun handlerPort(headers: Map<String, String> = emptyMap()): SharedHandlerPort =
        InMemoryHandlerPort(this, headers)

    /** The answer of the `status` handler. */
    fun status(): WorkflowStatus = runBlocking { handlerPort().status() }

    /** Cancels the run as the admin API does. Does nothing after its end. */
    fun cancel() {
        if (journal.end != null) return
        journal.add(Completion.Cancellation)
        for ((index, command) in journal.commands.withIndex()) {
            if (command.kind == Command.Kind.CALL) services.cancelCall(index)
        }
    }

    private companion object {
        const val MAX_ATTEMPTS = 10_000

        /** The start of the virtual time of every run. */
        val START = Instant.parse("2026-01-01T12:00:00Z")
    }
}
