package dev.landlord.workflow.testing.journal

import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException

/**
 * The journal of a run, in Restate's model: the commands in the order in which the body requested
 * them, the completions in the order in which they became durable, and one common order.
 */
internal class RecordedJournal(
    /** The name of the service; empty for a run in memory, which has no service. */
    val workflow: String,
    val key: String,
    val invocationId: String,
    val input: Slice,
) {
    /** The name of the service that the body sees. */
    val service: String = workflow.ifEmpty { "workflow" }
    private val isCommand = ArrayList<Boolean>()
    private val ended = HashSet<Source>()
    val commands = ArrayList<Command>()
    val completions = ArrayList<Completion>()

    /** The first snapshots of the services that blocks have captured. */
    val firsts = FirstSnapshots()

    /** The captured variables that replays cannot compare. */
    val skipped = LinkedHashSet<String>()

    /** The end of the run; `null` while the run is in progress. */
    var end: End? = null

    /** The number of entries, without the end. */
    val size: Int
        get() = isCommand.size

    fun add(command: Command) {
        commands += command
        isCommand += true
    }

    fun add(completion: Completion) {
        completions += completion
        ended += completion.of
        isCommand += false
    }

    /** The command that the last entry completed; `null` if that entry completes no command. */
    fun lastCompleted(): Command? =
        if (isCommand.isEmpty() || isCommand.last()) null
        else completions.last().command?.let(commands::get)

    /** Whether the journal holds the completion of [source]. */
    fun hasEnded(source: Source): Boolean = source in ended

    /** The last value of each key of the state. */
    fun state(): Map<String, Slice> =
        commands
            .filter { it.kind == Command.Kind.STATE }
            .associate { it.name to checkNotNull(it.value) }

    /** The indices of the commands that wait for [promise] and have no value yet. */
    fun waitingFor(promise: String): List<Int> =
        commands.indices.filter { index ->
            commands[index].kind == Command.Kind.PROMISE &&
                commands[index].name == promise &&
                !hasEnded(Source.Command(index))
        }

    /** The commands that succeeded, in the order of their completions. */
    fun succeeded(): List<Command> =
        completions.filter { it.failure == null }.mapNotNull { it.command?.let(commands::get) }

    /** The number of commands among the first [entries] entries. */
    fun commandsIn(entries: Int): Int = (0 until entries).count { isCommand[it] }

    /**
     * The lengths of the prefixes, the longest first: of all prefixes, or for a journal of more
     * than [MAX_PREFIXES] entries of so many at equal distances.
     */
    fun prefixes(): List<Int> =
        if (size <= MAX_PREFIXES) (size downTo 0).toList()
        else (MAX_PREFIXES downTo 0).map { (it.toLong() * size / MAX_PREFIXES).toInt() }

    /** The number of the entry of the given command, counted from 1. */
    fun numberOf(command: Int): Int {
        var seen = -1
        return isCommand.indexOfFirst { it && ++seen == command } + 1
    }

    /** The number of the entry of the given command, or of the end if there is no such command. */
    fun numberOfDifference(command: Int): Int =
        if (command < commands.size) numberOf(command) else size + 1

    /** Calls one of the functions for each entry, in the common order. */
    fun forEach(onCommand: (Command) -> Unit, onCompletion: (Completion) -> Unit) {
        val command = commands.iterator()
        val completion = completions.iterator()
        for (isNextCommand in isCommand) {
            if (isNextCommand) onCommand(command.next()) else onCompletion(completion.next())
        }
    }

    private companion object {
        /** The time to replay all prefixes grows with the square of the length. */
        const val MAX_PREFIXES = 200
    }
}

/** The outcome of an operation: a value or a failure. */
internal class Completion(
    val of: Source,
    val value: Slice? = null,
    val failure: TerminalException? = null,
) {
    constructor(
        command: Int,
        value: Slice? = null,
        failure: TerminalException? = null,
    ) : this(Source.Command(command), value, failure)

    /** The index of the command that it completes; `null` if it completes no command. */
    val command: Int?
        get() = (of as? Source.Command)?.index

    val isCancellation: Boolean
        get() = of == Source.Cancellation

    companion object {
        val Cancellation = Completion(Source.Cancellation)
    }
}

/** The origin of a [Completion]. */
internal sealed interface Source {
    /** @property index of the run's commands, counted from 0 */
    data class Command(val index: Int) : Source

    /**
     * The id of the invocation that a call or send has started.
     *
     * @property index of that command
     */
    data class Invocation(val index: Int) : Source

    /** @property number of the run's awakeables, counted from 0 */
    data class Awakeable(val number: Int) : Source

    /** A cancellation of the run, which has neither value nor failure. */
    data object Cancellation : Source
}

/** The end of a run. */
internal sealed interface End {
    class Result(val output: Slice) : End {
        override fun equals(other: Any?) =
            other is Result && other.output.toByteArray().contentEquals(output.toByteArray())

        override fun hashCode() = output.toByteArray().contentHashCode()

        override fun toString() = "result ${text(output)}"
    }

    data class Failed(val code: Int, val message: String) : End {
        override fun toString() = "failure $code \"$message\""
    }

    /** The body threw an exception that is not a terminal failure; a server would retry the run. */
    data class Threw(val failure: String) : End {
        override fun toString() = "a bug: $failure"
    }
}

/** The payload as text, for messages. */
internal fun text(payload: Slice): String =
    if (payload.readableBytes() == 0) "nothing" else payload.toByteArray().decodeToString()

internal fun String.shortened(): String = if (length <= 100) this else take(100) + "…"
