package dev.landlord.workflow.testing.memory

import dev.landlord.workflow.engine.AwakeableHandle
import dev.landlord.workflow.engine.CallHandle
import dev.landlord.workflow.engine.Handle
import dev.landlord.workflow.engine.Interceptor
import dev.landlord.workflow.engine.Journal
import dev.landlord.workflow.engine.Retry
import dev.landlord.workflow.engine.ServiceRequest
import dev.landlord.workflow.engine.WaitSet
import dev.landlord.workflow.testing.TestErrors
import dev.landlord.workflow.testing.journal.CallSite
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
    protected val isTraced: Boolean,
    private val comparesAll: Boolean = true,
    private val observer: Observer = Observer(isTraced),
) : Journal, Interceptor by observer {
    /** Where the current operation comes from. */
    protected val site: CallSite
        get() = observer.site

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
        retry: Retry,
        block: suspend () -> Slice,
    ): Handle = Asked(give(Command.run(name, retry, site)))

    override suspend fun sleep(duration: Duration): Handle =
        Asked(give(Command.sleep(duration, site.isOwn)))

    override suspend fun promise(key: String): Handle = Asked(give(Command.promise(key)))

    override suspend fun completePromise(key: String, value: Slice): Handle =
        Asked(give(Command.complete(key, value)))

    override suspend fun awakeable(): AwakeableHandle {
        val number = awakeables++
        return AwakeableHandle(
            awakeableId(invocationId, number),
            Replayed(Source.Awakeable(number)),
        )
    }

    override fun isOwn(target: Target): Boolean =
        target == Target.workflow(recorded.service, recorded.key, "run")

    override suspend fun call(request: ServiceRequest): CallHandle {
        val index = give(Command.call(request))
        return CallHandle(Replayed(Source.Invocation(index)), Asked(index))
    }

    override suspend fun send(
        request: ServiceRequest,
        after: Duration,
    ): Handle = Replayed(Source.Invocation(give(Command.send(request, after))))

    override suspend fun attach(invocationId: String): Handle =
        Asked(give(Command.attach(invocationId)))

    override suspend fun cancel(invocationId: String) {
        give(Command.cancel(invocationId))
    }

    override suspend fun set(key: String, value: Slice) {
        give(Command.state(key, value))
    }

    override suspend fun <T> native(block: suspend (Any) -> T): T =
        throw IllegalStateException(TestErrors.nativeContext())

    protected fun give(command: Command): Int {
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
                throw JournalDifference(index, difference, command.traced(site).located)
            }
        } else if (recorded.end != null) {
            throw JournalDifference(index, "an operation more", command.traced(site).located)
        } else {
            beyond(command)
        }
        return index
    }

    /** The body has asked for [command], whether the journal holds it or not. */
    protected open fun asked(command: Command) {}

    /** [command] is the first that the journal does not hold. */
    protected open fun beyond(command: Command) {}

    override suspend fun next(waiting: WaitSet): Handle? {
        waiting
            .firstSettled { (it as Replayed).hasEnded }
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

    private suspend fun nextCompletion(waiting: WaitSet): Completion {
        if (read == known()) more(waiting)
        return recorded.completions[read++]
    }

    /** How many completions there are to read. */
    protected open fun known(): Int = completions

    /** Makes one completion more. */
    protected open suspend fun more(waiting: WaitSet): Unit = throw AttemptEnded.Suspended

    /** What ends with the outcome of [source]. */
    internal open inner class Replayed(private val source: Source) : Handle() {
        init {
            @Suppress("LeakingThis")
            asked[source] = this
        }

        val hasEnded: Boolean
            get() = source in outcomes

        override suspend fun outcome(): Slice {
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
