package dev.landlord.workflow.testing.memory

import dev.landlord.workflow.engine.AwakeableHandle
import dev.landlord.workflow.engine.CallHandle
import dev.landlord.workflow.engine.Handle
import dev.landlord.workflow.engine.Interceptor
import dev.landlord.workflow.engine.Journal
import dev.landlord.workflow.engine.Retry
import dev.landlord.workflow.engine.ServiceRequest
import dev.landlord.workflow.engine.WaitSet
import dev.landlord.workflow.testing.errors.TestErrors
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
 * The [Journal] of an attempt that replays: returns the outcomes in the first [entries] of
 * [recorded], compares each operation with the recorded one, and suspends after these entries. Runs
 * no block.
 *
 * @property sameInstance whether the definition is the instance of the recorded run: only then can
 *   the captured variables be compared
 * @property comparesAll whether to compare also what Restate does not compare
 * @param unwinding records what a body in Java does when it is unwound; `null` for one in Kotlin
 */
internal open class ReplayJournal(
    protected val recorded: RecordedJournal,
    entries: Int,
    private val sameInstance: Boolean,
    protected val isTraced: Boolean,
    private val comparesAll: Boolean = true,
    private val unwinding: UnwindingRecorder? = null,
    private val recorder: CallSiteRecorder = CallSiteRecorder(isTraced, unwinding),
) : Journal, Interceptor by recorder {
    /** The call site of the current operation. */
    protected val site: CallSite
        get() = recorder.site

    /** The number of commands that the body has requested. */
    var issued = 0
        private set

    private val completions = entries - recorded.commandsIn(entries)
    private var completionsRead = 0
    private var awakeables = 0
    private val handles = HashMap<Source, ReplayHandle>()
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
    ): Handle = CommandHandle(issue(Command.run(name, retry, site)))

    override suspend fun sleep(duration: Duration): Handle =
        CommandHandle(issue(Command.sleep(duration, site.isOwn)))

    override suspend fun promise(key: String): Handle = CommandHandle(issue(Command.promise(key)))

    override suspend fun completePromise(key: String, value: Slice): Handle =
        CommandHandle(issue(Command.complete(key, value)))

    override suspend fun awakeable(): AwakeableHandle {
        val number = awakeables++
        return AwakeableHandle(
            awakeableId(invocationId, number),
            ReplayHandle(Source.Awakeable(number)),
        )
    }

    override fun isOwn(target: Target): Boolean =
        target == Target.workflow(recorded.service, recorded.key, "run")

    override suspend fun call(request: ServiceRequest): CallHandle {
        val index = issue(Command.call(request))
        return CallHandle(ReplayHandle(Source.Invocation(index)), CommandHandle(index))
    }

    override suspend fun send(
        request: ServiceRequest,
        after: Duration,
    ): Handle = ReplayHandle(Source.Invocation(issue(Command.send(request, after))))

    override suspend fun attach(invocationId: String): Handle =
        CommandHandle(issue(Command.attach(invocationId)))

    override suspend fun cancel(invocationId: String) {
        issue(Command.cancel(invocationId))
    }

    override suspend fun set(key: String, value: Slice) {
        issue(Command.state(key, value))
    }

    override suspend fun <T> native(block: suspend (Any) -> T): T =
        throw IllegalStateException(TestErrors.nativeContext())

    /**
     * Compares [command] with the recorded one, and returns its index.
     *
     * @throws JournalDifference if they differ
     */
    protected fun issue(command: Command): Int {
        val index = issued++
        onCommand(command)
        if (index < recorded.commands.size) {
            val expected = recorded.commands[index]
            val difference =
                expected.difference(
                    if (sameInstance) command else command.withoutCaptured(),
                    comparesAll,
                    recorded.skipped,
                )
            if (difference != null) {
                throw JournalDifference(index, difference, command.withSource(site).labelWithSource)
            }
        } else if (recorded.end != null) {
            throw JournalDifference(
                index,
                "an operation more",
                command.withSource(site).labelWithSource,
            )
        } else {
            onNewCommand(command)
        }
        return index
    }

    /** The body has requested [command], whether the journal holds it or not. */
    protected open fun onCommand(command: Command) {}

    /** The body has requested [command], which the journal does not hold. */
    protected open fun onNewCommand(command: Command) {}

    override suspend fun next(waiting: WaitSet): Handle? {
        waiting
            .firstSettled { (it as ReplayHandle).hasEnded }
            ?.let {
                return it
            }
        while (true) {
            val completion = nextCompletion(waiting)
            if (completion.isCancellation) return null
            outcomes[completion.of] = completion
            val ended = handles[completion.of]
            if (ended != null && ended in waiting) return ended
        }
    }

    private suspend fun nextCompletion(waiting: WaitSet): Completion {
        if (completionsRead == available()) complete(waiting)
        return recorded.completions[completionsRead++]
    }

    /** The number of completions in the journal. */
    protected open fun available(): Int = completions

    /** Adds at least one completion to the journal, or ends the attempt. */
    protected open suspend fun complete(waiting: WaitSet) {
        unwinding?.suspends()
        throw AttemptEnded.Suspended
    }

    /** The handle of the operation that [source] completes. */
    internal open inner class ReplayHandle(private val source: Source) : Handle() {
        init {
            @Suppress("LeakingThis")
            handles[source] = this
        }

        val hasEnded: Boolean
            get() = source in outcomes

        override fun outcome(): Slice {
            val outcome = outcomes.getValue(source)
            outcome.failure?.let { throw TerminalException(it.code, it.message) }
            return checkNotNull(outcome.value)
        }
    }

    /** The handle of the command with the given index. */
    internal open inner class CommandHandle(val index: Int) : ReplayHandle(Source.Command(index))
}

/**
 * A replay differs from the journal.
 *
 * @property command index of the command that differs; the number of commands for the end
 * @property difference the kind of the difference, in a few words
 * @property found the operation or the end of the replay
 */
internal class JournalDifference(
    val command: Int,
    val difference: String,
    val found: String,
) : Error(difference, null, false, false)
