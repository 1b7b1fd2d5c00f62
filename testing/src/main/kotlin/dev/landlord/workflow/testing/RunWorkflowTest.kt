package dev.landlord.workflow.testing

import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.body.journaled
import dev.landlord.workflow.plus
import dev.landlord.workflow.testing.journal.Command
import dev.landlord.workflow.testing.journal.End
import dev.landlord.workflow.testing.journal.RecordedJournal
import dev.landlord.workflow.testing.memory.InMemoryRun
import dev.landlord.workflow.testing.memory.JournalDifference
import dev.landlord.workflow.testing.memory.inMemoryRun
import dev.landlord.workflow.testing.replay.Replay
import dev.landlord.workflow.testing.story.Crash
import dev.landlord.workflow.testing.story.FailedByTest
import dev.landlord.workflow.testing.story.Failing
import dev.landlord.workflow.testing.story.Hold
import dev.landlord.workflow.testing.story.StorySimulation
import dev.landlord.workflow.testing.story.bodyFailure
import dev.restate.sdk.common.TerminalException
import java.nio.file.Path
import java.time.Instant
import kotlin.time.Duration
import kotlinx.coroutines.runBlocking

/**
 * Tells the story of one run of [definition], in memory and in virtual time, without a server:
 * ```
 * runWorkflowTest(PlaceOrder(shop).workflow) {
 *     crashDuring("pay")
 *     start(order)
 *     advanceBy(3.days)
 *     expectResult(receipt)
 * }
 * ```
 *
 * The blocks of steps really run, one at a time and on the calling thread. At the end every prefix
 * of the journal is replayed from scratch, as [checkReplayDeterminism] does; and what was arranged
 * for a step that never came is told.
 *
 * @param key the workflow id
 * @throws AssertionError if an expectation is not met, or a replay differs; the message has the
 *   journal
 */
public fun <I, O> runWorkflowTest(
    definition: WorkflowDefinition<I, O>,
    key: String = "test",
    story: WorkflowTest<I, O>.() -> Unit,
) {
    WorkflowTest(definition, key).apply(story).finish()
}

/**
 * A run in memory: what a test does to it, and what it expects of it. Steps are named as the
 * journal names them: the second `deploy` is `deploy #2`.
 */
public class WorkflowTest<I, O>
internal constructor(private val definition: WorkflowDefinition<I, O>, private val key: String) :
    Visitor() {
    private val simulation = StorySimulation()
    @PublishedApi internal val answers: Answers = Answers()
    private var started: InMemoryRun<O>? = null
    private var isProceeding = false
    private var misuse: AssertionError? = null

    private val run: InMemoryRun<O>
        get() = started ?: throw AssertionError(StoryErrors.notStarted())

    private val journal: RecordedJournal
        get() = run.journal

    override val visited: InMemoryRun<*>
        get() = run

    /** A step's block may do it too; then the run goes on by itself. */
    override fun done(call: String) {
        if (!isProceeding) proceed()
    }

    /**
     * The virtual time, which `now()` of the workflow reads. It begins on 1 January 2026, 12:00
     * UTC.
     */
    public val now: Instant
        get() = run.clock

    /** Starts the run, which goes on until it ends, sleeps or waits for a step that is held. */
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
     * From now on [answer] is what a handler of another service does, whatever its key: it gets the
     * input and returns the result, or fails as a handler does, with `fail(…)`. It is called once
     * for each request; for what is sent with a delay, when its time has come or somebody attaches.
     *
     * ```
     * answer("Payments/charge") { amount: Int -> Receipt(amount) }
     * ```
     *
     * A call can be held as a step can, by the name it has in the journal, which has the key:
     * `hold("Account/acme/withdraw")`.
     *
     * @param handler service and handler: `"Payments/charge"`
     */
    public inline fun <reified I, reified O> answer(
        handler: String,
        noinline answer: Answering.(I) -> O,
    ): Unit = answers.answer(handler, answer)

    /** Lets virtual time pass; whatever was due in it has happened when this returns. */
    public fun advanceBy(duration: Duration) {
        requireAtRest("advanceBy($duration)")
        val until = run.clock + duration
        simulation.until = until
        proceed()
        run.passTo(until)
    }

    /** Lets virtual time pass until the run has ended. */
    public fun advanceUntilEnd() {
        requireAtRest("advanceUntilEnd()")
        simulation.until = Instant.MAX
        proceed()
        simulation.until = Instant.MIN
        journal.end ?: throw AssertionError(unmet("advanceUntilEnd()", "the run to end"))
    }

    /**
     * Cancels the run, as through the admin API. Does nothing after its end. A step's block may
     * call it too, which then is in flight; and so it may what a [Visitor] does.
     */
    public fun cancel() {
        run.cancel()
        done("cancel()")
    }

    /** The process crashes now; the run goes on in another one, which replays it. */
    public fun crash() {
        requireAtRest("crash()")
        run.crash()
        proceed()
    }

    /** The process crashes when the body asks for [step], before that is durable. Once. */
    public fun crashBefore(step: String): Unit =
        simulation.arrange(Crash(step, Crash.Moment.BEFORE))

    /**
     * The process crashes when the block of [step] has had its effect, before its result is
     * durable: the block runs again. Once.
     */
    public fun crashDuring(step: String): Unit =
        simulation.arrange(Crash(step, Crash.Moment.DURING))

    /** The process crashes when the result of [step] is durable. Once. */
    public fun crashAfter(step: String): Unit = simulation.arrange(Crash(step, Crash.Moment.AFTER))

    /** The process crashes after every entry of the journal from now on. */
    public fun crashAfterEveryEntry() {
        simulation.crashesEverywhere = true
    }

    /**
     * The next [times] attempts of [step] fail with [failure] instead of running its block. When
     * they are the last that its policy allows, the step fails with the text `step "…" failed: `
     * and [failure]. A terminal failure, one with a type too, is final at once, as in a block.
     *
     * @param step an undo action by its name in the journal: `undo: refund`
     * @param times 1 or more; default 1
     */
    public fun failStep(
        step: String,
        times: Int = 1,
        failure: Throwable = IllegalStateException("made to fail by the test"),
    ) {
        require(times >= 1) { StoryErrors.times(step, times) }
        val thrown =
            when (failure) {
                is BusinessFailure -> TerminalException(failure.code, failure.journaled())
                is TerminalException -> failure
                else -> FailedByTest(step, failure)
            }
        simulation.arrange(Failing(step, "failStep(\"$step\")", times, thrown))
    }

    /**
     * [step] fails terminally, instead of running its block.
     *
     * @param step an undo action by its name in the journal: `undo: refund`
     * @param code default 500
     */
    public fun failStepForGood(
        step: String,
        message: String = "made to fail by the test",
        code: Int = TerminalException.INTERNAL_SERVER_ERROR_CODE,
    ): Unit =
        simulation.arrange(
            Failing(step, "failStepForGood(\"$step\")", 1, TerminalException(code, message))
        )

    /** [step] does not run before it is released: it is in flight for as long. */
    public fun hold(step: String): Unit = simulation.arrange(Hold(step))

    /** Lets a step that was held run. */
    public fun release(step: String) {
        requireAtRest("release(\"$step\")")
        if (!simulation.release(step)) throw AssertionError(StoryErrors.notHeld(step))
        if (started != null) proceed()
    }

    /** The run has ended with [expected]. */
    public fun expectResult(expected: O) {
        if (journal.end !is End.Result || run.result != expected) {
            throw AssertionError(unmet("expectResult($expected)", "the result $expected"))
        }
    }

    /**
     * The run has failed with exactly [message], and with [code] if that is given. What was not
     * undone is part of the message: `lost; not undone: "refund" (closed)`.
     */
    public fun expectFailure(message: String, code: Int? = null) {
        val end = journal.end as? End.Failed
        if (end?.message != message || code != null && code != end.code) {
            val expected = "the failure ${code?.let { "$it " }.orEmpty()}\"$message\""
            throw AssertionError(unmet("expectFailure(\"$message\")", expected))
        }
    }

    /** The run has failed with what [failure] is, by its type and values. */
    public fun expectFailure(failure: BusinessFailure): Unit =
        expectFailure(failure.journaled(), failure.code)

    /** The run has ended cancelled. */
    public fun expectCancelled(): Unit =
        expectFailure("cancelled", TerminalException.CANCELLED_CODE)

    /**
     * These steps have succeeded, in this order, and no others. `now()` is a step of that name;
     * undo actions do not count.
     */
    public fun expectDone(vararg steps: String): Unit =
        expectNames("expectDone", steps, succeeded { !it.isUndo })

    /** These undo actions have succeeded, in this order, and no others. */
    public fun expectUndone(vararg undone: String): Unit =
        expectNames("expectUndone", undone, succeeded { it.isUndo })

    /**
     * The run has not ended and waits for exactly these, in any order: steps, approvals and signals
     * by their names; a sleep is `sleep`. Deadlines and reminders do not count.
     */
    public fun expectWaitingFor(vararg steps: String) {
        val waiting = if (journal.end == null) run.waitsFor.map { it.shortName } else emptyList()
        if (waiting.sorted() != steps.sorted()) {
            val call = "expectWaitingFor(${steps.quoted()})"
            throw AssertionError(unmet(call, "the run to wait for ${steps.quoted()}"))
        }
    }

    /**
     * Holds today's code against the journal in [file], which a run of this story left there, and
     * says so if it cannot replay it: an operation more, one less, or another one. With
     * `-Dlandlord.golden=write` the file is written anew instead, with what the run has so far.
     *
     * @throws AssertionError if there is no such file, or its replay differs
     */
    public fun expectReplayOf(file: Path): Unit = GoldenJournal(file).check(definition, journal)

    /** The journal of the run so far, one entry a line. */
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
        val unused =
            simulation.unused().ifEmpty {
                return null
            }
        val ran = journal.commands.filter { it.kind == Command.Kind.RUN }.map { it.name }
        return StoryErrors.unused(unused.map { it.call }, ran)
    }

    private fun state(): String = journal.end?.toString() ?: run.waitingText()

    /** A block's failure would be tried again, so what it misused is told when all is over. */
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
        for (entries in journal.prefixes()) {
            Replay(definition, journal, entries, sameInstance = true).tracedDifference()?.let {
                throw diverged(it)
            }
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
