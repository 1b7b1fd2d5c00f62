package dev.landlord.workflow.testing.journal

import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException

/**
 * What a run wrote, in Restate's own model: commands in the order in which the body gave them,
 * completions in the order in which they became durable, and one order of both.
 */
internal class RecordedJournal(
    /** The service's name; empty where there is none. */
    val workflow: String,
    val key: String,
    val invocationId: String,
    val input: Slice,
) {
    /** What the handlers of the run answer for. */
    val service: String = workflow.ifEmpty { "workflow" }
    private val isCommand = ArrayList<Boolean>()
    private val ended = HashSet<Source>()
    val commands = ArrayList<Command>()
    val completions = ArrayList<Completion>()

    /** The first snapshots of the services that blocks have captured. */
    val firsts = FirstSnapshots()

    /** What replays could not compare of the variables that blocks have captured. */
    val unseen = LinkedHashSet<String>()

    /** How the run ended; `null` while it has not. */
    var end: End? = null

    /** How many entries there are, the end not counted. */
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

    /** What the last entry completed; `null` if it is a command, or comes from outside. */
    fun lastCompleted(): Command? =
        if (isCommand.isEmpty() || isCommand.last()) null
        else completions.last().command?.let(commands::get)

    /** Whether it has its outcome. */
    fun hasEnded(source: Source): Boolean = source in ended

    /** What was written last to each key. */
    fun state(): Map<String, Slice> =
        commands
            .filter { it.kind == Command.Kind.STATE }
            .associate { it.name to checkNotNull(it.value) }

    /** The commands that wait for a promise, and have no value yet. */
    fun waitingFor(promise: String): List<Int> =
        commands.indices.filter { index ->
            commands[index].kind == Command.Kind.PROMISE &&
                commands[index].name == promise &&
                !hasEnded(Source.Command(index))
        }

    /** The commands that succeeded, in the order in which they did. */
    fun succeeded(): List<Command> =
        completions.filter { it.failure == null }.mapNotNull { it.command?.let(commands::get) }

    /** How many of the first [entries] entries are commands. */
    fun commandsIn(entries: Int): Int = (0 until entries).count { isCommand[it] }

    /** The length of every prefix, the longest first; of a long journal some, evenly spread. */
    fun prefixes(): List<Int> =
        if (size <= MANY) (size downTo 0).toList()
        else (MANY downTo 0).map { (it.toLong() * size / MANY).toInt() }

    /** The number, counted from 1, that the entry of the given command has. */
    fun numberOf(command: Int): Int {
        var seen = -1
        return isCommand.indexOfFirst { it && ++seen == command } + 1
    }

    /** The number of the entry at which a replay differs in the given command, or at the end. */
    fun numberOfDifference(command: Int): Int =
        if (command < commands.size) numberOf(command) else size + 1

    /** Calls one of both for each entry, in their order. */
    fun forEach(onCommand: (Command) -> Unit, onCompletion: (Completion) -> Unit) {
        val command = commands.iterator()
        val completion = completions.iterator()
        for (isNextCommand in isCommand) {
            if (isNextCommand) onCommand(command.next()) else onCompletion(completion.next())
        }
    }

    private companion object {
        /** Replaying all prefixes takes time that grows with the square of the length. */
        const val MANY = 200
    }
}

/** What became of something that a run waits for: a value or a failure. */
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

    /** The command whose outcome it is; `null` if it is something else. */
    val command: Int?
        get() = (of as? Source.Command)?.index

    val isCancellation: Boolean
        get() = of == Source.Cancellation

    companion object {
        val Cancellation = Completion(Source.Cancellation)
    }
}

/** Where a [Completion] comes from. */
internal sealed interface Source {
    /** @property index of the run's commands, counted from 0 */
    data class Command(val index: Int) : Source

    /** The invocation that the given command began, whose id is known. */
    data class Invocation(val index: Int) : Source

    /** @property number of the run's awakeables, counted from 0 */
    data class Awakeable(val number: Int) : Source

    /** Of the run; it has neither value nor failure. */
    data object Cancellation : Source
}

/** How a run ended. */
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

    /** The body threw what is not a terminal failure; a server would try again. */
    data class Threw(val failure: String) : End {
        override fun toString() = "a bug: $failure"
    }
}

/** A payload as people read it. */
internal fun text(payload: Slice): String =
    if (payload.readableBytes() == 0) "nothing" else payload.toByteArray().decodeToString()

internal fun String.shortened(): String = if (length <= 100) this else take(100) + "…"
