@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.testing.memory

import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.engine.Awakeable
import dev.landlord.workflow.engine.Call
import dev.landlord.workflow.engine.Caller
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.engine.Journal
import dev.landlord.workflow.engine.Pending
import dev.landlord.workflow.engine.ServiceRequest
import dev.landlord.workflow.engine.Waiting
import dev.landlord.workflow.testing.TestAdvice
import dev.landlord.workflow.testing.journal.Command
import dev.landlord.workflow.testing.journal.Completion
import dev.landlord.workflow.testing.journal.RecordedJournal
import dev.landlord.workflow.testing.journal.Source
import dev.landlord.workflow.testing.journal.awakeableId
import dev.restate.common.Slice
import dev.restate.common.Target
import dev.restate.sdk.common.TerminalException
import kotlin.time.Duration

/**
 * The [Journal] of an attempt that replays: answers from the first [entries] of [recorded], holds
 * every operation against the recorded one, and suspends where they end. Runs no block.
 *
 * @property sameInstance whether the definition is the one that was recorded: only then do blocks
 *   capture the same things
 * @property comparesAll also what Restate does not compare
 */
internal open class ReplayJournal(
    protected val recorded: RecordedJournal,
    entries: Int,
    private val sameInstance: Boolean,
    override val isTraced: Boolean,
    private val comparesAll: Boolean = true,
) : Journal {
    /** How many commands the body has given. */
    var given = 0
        private set

    private val completions = entries - recorded.commandsIn(entries)
    private var read = 0
    private var awakeables = 0
    private val asked = HashMap<Source, Replayed>()
    private val outcomes = HashMap<Source, Completion>()

    override val workflowId: String = recorded.key
    override val invocationId: String = recorded.invocationId
    override val service: String? = recorded.service
    override val isReplaying: Boolean
        get() = true

    override suspend fun run(
        name: String,
        retry: RetryPolicy,
        caller: Caller,
        block: suspend () -> Slice,
    ): Pending = Asked(give(Command.run(name, retry, caller), caller))

    override suspend fun sleep(duration: Duration, caller: Caller): Pending =
        Asked(give(Command.sleep(duration, caller.isOwn), caller))

    override suspend fun promise(key: String, caller: Caller): Pending =
        Asked(give(Command.promise(key), caller))

    override suspend fun completePromise(key: String, value: Slice, caller: Caller): Pending =
        Asked(give(Command.complete(key, value), caller))

    override suspend fun awakeable(): Awakeable {
        val number = awakeables++
        return Awakeable(awakeableId(invocationId, number), Replayed(Source.Awakeable(number)))
    }

    override fun isOwn(target: Target): Boolean =
        target == Target.workflow(recorded.service, recorded.key, "run")

    override suspend fun call(request: ServiceRequest, caller: Caller): Call {
        val index = give(Command.call(request), caller)
        return Call(Replayed(Source.Invocation(index)), Asked(index))
    }

    override suspend fun send(
        request: ServiceRequest,
        after: Duration,
        caller: Caller,
    ): Pending = Replayed(Source.Invocation(give(Command.send(request, after), caller)))

    override suspend fun attach(invocationId: String, caller: Caller): Pending =
        Asked(give(Command.attach(invocationId), caller))

    override suspend fun cancel(invocationId: String, caller: Caller) {
        give(Command.cancel(invocationId), caller)
    }

    override suspend fun set(key: String, value: Slice, caller: Caller) {
        give(Command.state(key, value), caller)
    }

    override suspend fun <T> native(block: suspend (Any) -> T): T =
        throw IllegalStateException(TestAdvice.nativeContext())

    protected fun give(command: Command, caller: Caller): Int {
        val index = given++
        asked(command)
        if (index < recorded.commands.size) {
            val expected = recorded.commands[index]
            val difference =
                expected.difference(
                    if (sameInstance) command else command.abroad(),
                    comparesAll,
                    recorded.unseen,
                )
            if (difference != null) {
                throw JournalDifference(index, difference, command.traced(caller).located)
            }
        } else if (recorded.end != null) {
            throw JournalDifference(index, "an operation more", command.traced(caller).located)
        } else {
            beyond(command, caller)
        }
        return index
    }

    /** The body has asked for [command], whether the journal holds it or not. */
    protected open fun asked(command: Command) {}

    /** [command] is the first that the journal does not hold. */
    protected open fun beyond(command: Command, caller: Caller) {}

    override suspend fun next(waiting: Waiting): Pending? {
        waiting
            .firstEnded { (it as Replayed).hasEnded }
            ?.let {
                return it
            }
        while (true) {
            val completion = nextCompletion(waiting)
            if (completion.isCancellation) return null
            outcomes[completion.of] = completion
            val ended = asked[completion.of]
            if (ended != null && ended in waiting) return ended
        }
    }

    private suspend fun nextCompletion(waiting: Waiting): Completion {
        if (read == known()) more(waiting)
        return recorded.completions[read++]
    }

    /** How many completions there are to read. */
    protected open fun known(): Int = completions

    /** Makes one completion more. */
    protected open suspend fun more(waiting: Waiting): Unit = throw AttemptEnded.Suspended

    /** What ends with the outcome of [source]. */
    internal open inner class Replayed(private val source: Source) : Pending {
        init {
            @Suppress("LeakingThis")
            asked[source] = this
        }

        val hasEnded: Boolean
            get() = source in outcomes

        override suspend fun result(): Slice {
            val outcome = outcomes.getValue(source)
            outcome.failure?.let { throw TerminalException(it.code, it.message) }
            return checkNotNull(outcome.value)
        }
    }

    /** What the given command has asked for. */
    internal open inner class Asked(val index: Int) : Replayed(Source.Command(index))
}

/**
 * A replay went another way than the journal.
 *
 * @property command at which command, counted from 0; one after the last is the end
 * @property difference in a few words
 * @property found what the replay did there
 */
internal class JournalDifference(
    val command: Int,
    val difference: String,
    val found: String,
) : Error(difference, null, false, false)
