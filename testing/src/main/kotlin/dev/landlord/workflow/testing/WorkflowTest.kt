package dev.landlord.workflow.testing

import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.body.journaled
import dev.landlord.workflow.plus
import dev.landlord.workflow.testing.errors.StoryErrors
import dev.landlord.workflow.testing.errors.TestErrors
import dev.landlord.workflow.testing.journal.Command
import dev.landlord.workflow.testing.journal.End
import dev.landlord.workflow.testing.journal.RecordedJournal
import dev.landlord.workflow.testing.memory.InMemoryRun
import dev.landlord.workflow.testing.memory.JournalDifference
import dev.landlord.workflow.testing.memory.inMemoryRun
import dev.landlord.workflow.testing.replay.Replay
import dev.landlord.workflow.testing.replay.misuse
import dev.landlord.workflow.testing.story.bodyFailure
import dev.restate.sdk.common.TerminalException
import java.nio.file.Path
import java.time.Instant
import kotlin.time.Duration
import kotlinx.coroutines.runBlocking

/**
 * A run in memory, with functions that act on it and functions that check it. A function that acts
 * returns when the run has ended, sleeps, or waits for an event or a held step. Steps have their
 * names in the journal: the second `deploy` is `deploy #2`.
 */
public class WorkflowTest<I, O>
internal constructor(private val definition: WorkflowDefinition<I, O>, private val key: String) :
    StoryArrangements() {
    @PublishedApi internal val answers: ServiceAnswers = ServiceAnswers()
    private var started: InMemoryRun<O>? = null
    private var isProceeding = false
    private var misuse: AssertionError? = null
    private var isFailureExpected = false

    override val run: InMemoryRun<O>
        get() = started ?: throw AssertionError(StoryErrors.notStarted())

    private val journal: RecordedJournal
        get() = run.journal

    /** If the block of a step has made the call, the run is proceeding already. */
    override fun accepted(call: String) {
        if (!isProceeding) proceed()
    }

    /** The virtual time, which `now()` returns in the workflow. Starts at 2026-01-01T12:00:00Z. */
    public val now: Instant
        get() = run.clock

    /**
     * Starts the run.
     *
     * @throws AssertionError if the story has started it already, LW144
     */
    public fun start(input: I) {
        if (started != null) throw AssertionError(StoryErrors.startedTwice())
        started =
            inMemoryRun(
                definition,
                input,
                simulation,
                key,
                isTraced = true,
                services = answers::answer,
            )
        proceed()
    }

    /**
     * Declares [answer] as the answer of a handler of another service, for all keys. Replaces an
     * earlier declaration. [answer] receives the input, and returns the result or fails with
     * `fail(…)`. It runs once for each request; for a request that is sent with a delay, when the
     * delay has passed.
     *
     * ```
     * answer("Payments/charge") { amount: Int -> Receipt(amount) }
     * ```
     *
     * [hold] can hold a call as it holds a step, by its name in the journal, which contains the
     * key: `hold("Account/acme/withdraw")`.
     *
     * @param handler service and handler, without a key: `"Payments/charge"`
     * @throws IllegalArgumentException if [handler] has another form, LW155
     */
    public inline fun <reified I, reified O> answer(
        handler: String,
        noinline answer: AnswerContext.(I) -> O,
    ): Unit = answers.answer(handler, answer)

    /**
     * Advances the virtual time by [duration]. Timers and retries that are due in it end.
     *
     * @throws AssertionError if the block of a step calls it, LW144
     */
    public fun advanceBy(duration: Duration) {
        requireAtRest("advanceBy($duration)")
        val until = run.clock + duration
        simulation.until = until
        proceed()
        run.advanceTo(until)
    }

    /**
     * Advances the virtual time from timer to timer until the run has ended.
     *
     * @throws AssertionError if the run waits for an event without a deadline, LW145; if the block
     *   of a step calls it, LW144
     */
    public fun advanceUntilEnd() {
        requireAtRest("advanceUntilEnd()")
        simulation.until = Instant.MAX
        proceed()
        simulation.until = Instant.MIN
        journal.end ?: throw AssertionError(unmet("advanceUntilEnd()", "the run to end"))
    }

    /**
     * Cancels the run as the admin API does. Does nothing after its end. The block of a step may
     * call it too, as it may call the functions of [ExternalActor].
     */
    public fun cancel() {
        run.cancel()
        accepted("cancel()")
    }

    /**
     * Crashes the process now. The run continues in a new process, which replays it.
     *
     * @throws AssertionError if the block of a step calls it, LW144
     */
    public fun crash() {
        requireAtRest("crash()")
        run.crash()
        proceed()
    }

    /**
     * Lets a held step run.
     *
     * @throws AssertionError if [step] is not held, or the block of a step calls it, LW144
     */
    public fun release(step: String) {
        requireAtRest("release(\"$step\")")
        if (!simulation.release(step)) throw AssertionError(StoryErrors.notHeld(step))
        if (started != null) proceed()
    }

    /**
     * Checks that the run has ended with the result [expected].
     *
     * @throws AssertionError if it has not, LW145
     */
    public fun expectResult(expected: O) {
        if (journal.end !is End.Result || run.result != expected) {
            throw AssertionError(unmet("expectResult($expected)", "the result $expected"))
        }
    }

    /**
     * Checks that the run has failed with exactly [message]. The message includes the undo actions
     * that failed: `lost; not undone: "refund" (closed)`.
     *
     * @param code of the failure; default `null`: any code
     * @throws AssertionError if it has not, LW145
     */
    public fun expectFailure(message: String, code: Int? = null) {
        isFailureExpected = true
        val end = journal.end as? End.Failed
        if (end?.message != message || code != null && code != end.code) {
            val expected = "the failure ${code?.let { "$it " }.orEmpty()}\"$message\""
            throw AssertionError(unmet("expectFailure(\"$message\")", expected))
        }
    }

    /**
     * Checks that the run has failed with a business failure of the type and values of [failure].
     *
     * @throws AssertionError if it has not, LW145
     */
    public fun expectFailure(failure: BusinessFailure): Unit =
        expectFailure(failure.journaled(), failure.code)

    /**
     * Checks that the run has ended because it was cancelled.
     *
     * @throws AssertionError if it has not, LW145
     */
    public fun expectCancelled(): Unit =
        expectFailure("cancelled", TerminalException.CANCELLED_CODE)

    /**
     * Checks that exactly these steps have succeeded, in this order. `now()` counts as a step
     * `now`, an undo action does not count.
     *
     * @throws AssertionError if other steps have succeeded, LW145
     */
    public fun expectDone(vararg steps: String): Unit =
        expectNames("expectDone", steps, succeeded { !it.isUndo })

    /**
     * Checks that exactly these undo actions have succeeded, in this order.
     *
     * @throws AssertionError if other undo actions have succeeded, LW145
     */
    public fun expectUndone(vararg undone: String): Unit =
        expectNames("expectUndone", undone, succeeded { it.isUndo })

    /**
     * Checks that the run has not ended and waits for exactly these operations, in any order:
     * steps, approvals and signals by their names, and a sleep as `sleep`. Deadlines and reminders
     * do not count.
     *
     * @throws AssertionError if the run has ended or waits for other operations, LW145
     */
    public fun expectWaitingFor(vararg steps: String) {
        val waiting = if (journal.end == null) run.waitsFor.map { it.shortName } else emptyList()
        if (waiting.sorted() != steps.sorted()) {
            val call = "expectWaitingFor(${steps.quoted()})"
            throw AssertionError(unmet(call, "the run to wait for ${steps.quoted()}"))
        }
    }

    /**
     * Replays the journal in [file], which an earlier run of this story has written, against
     * today's code. With `-Dlandlord.golden=write`, writes the journal of the run so far to [file]
     * instead.
     *
     * @throws AssertionError if the replay differs, LW147; if [file] cannot be read, LW148
     */
    public fun expectReplayOf(file: Path): Unit = GoldenJournal(file).check(definition, journal)

    /** The journal of the run so far, with one entry a line. */
    override fun toString(): String = journal.table()

    private fun succeeded(which: (Command) -> Boolean): List<String> =
        journal
            .succeeded()
            .filter { it.kind == Command.Kind.RUN && !it.isOwn && which(it) }
            .map { it.name.removePrefix(Command.UNDO) }

    private fun expectNames(call: String, expected: Array<out String>, found: List<String>) {
        if (found != expected.asList()) {
            val text = "exactly ${expected.quoted().ifEmpty { "nothing" }}"
            throw AssertionError(unmet("$call(${expected.quoted()})", text, found.quoted()))
        }
    }

    /** An event that was arranged for a step that never ran is often the reason. */
    private fun unmet(call: String, expected: String, found: String = state()): String {
        val problem =
            StoryErrors.unmet(call, expected, found.ifEmpty { "nothing" }, journal.table())
        return listOfNotNull(problem, unused()).joinToString("\n\n")
    }

    private fun unused(): String? {
        val ran = journal.commands.filter { it.kind == Command.Kind.RUN }.map { it.name }
        return StoryErrors.unused(simulation.unused().map { it.call }, ran)
    }

    private fun state(): String = journal.end?.toString() ?: run.waitingText()

    /** A step would retry this error of its block, so [proceed] throws it again. */
    private fun requireAtRest(call: String) {
        if (!isProceeding) return
        throw AssertionError(StoryErrors.reentered(call)).also { misuse = it }
    }

    private fun proceed() {
        isProceeding = true
        try {
            runBlocking { run.proceed() }
        } catch (difference: JournalDifference) {
            throw diverged(difference)
        } catch (thrown: Throwable) {
            throw misuse ?: bodyFailure(thrown, journal.table())
        } finally {
            isProceeding = false
        }
        misuse?.let { throw it }
    }

    internal fun finish() {
        unused()?.let { throw AssertionError(it) }
        if (!isFailureExpected)
            journal.misuse()?.let { throw AssertionError("${it.message}\n${journal.table()}") }
        for (entries in journal.prefixes()) {
            val replay = Replay(definition, journal, entries, sameInstance = true)
            replay.tracedDifference()?.let { throw diverged(it) }
            replay.unwindingFault()?.let { throw AssertionError("$it\n${journal.table()}") }
        }
    }

    private fun diverged(difference: JournalDifference): AssertionError {
        val entry = journal.numberOfDifference(difference.command)
        val problem = TestErrors.diverged(entry, journal.comparison(difference))
        return AssertionError("$problem\n${journal.table(difference.command)}")
    }
}

private fun Array<out String>.quoted() = asList().quoted()

private fun List<String>.quoted() = joinToString { "\"$it\"" }
