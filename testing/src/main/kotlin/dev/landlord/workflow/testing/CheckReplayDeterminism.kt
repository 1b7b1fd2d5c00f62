@file:JvmName("ReplayDeterminism")

package dev.landlord.workflow.testing

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.body.inputText
import dev.landlord.workflow.testing.errors.TestErrors
import dev.landlord.workflow.testing.memory.InMemoryRun
import dev.landlord.workflow.testing.replay.Finding
import dev.landlord.workflow.testing.replay.ReplayCheck
import dev.landlord.workflow.testing.replay.Sample
import dev.landlord.workflow.testing.replay.computedDefault
import dev.landlord.workflow.testing.replay.repeatingTest
import dev.restate.sdk.common.TerminalException
import org.apache.logging.log4j.LogManager
import org.apache.logging.log4j.Logger

/**
 * Checks guarantee G1 of a workflow: after a crash at any position, its replay requests the same
 * operations. Blocks its thread, and reaches no service or server.
 *
 * Runs the workflow in memory, 250 times unless [options] has another number, with each of [inputs]
 * in turn. Each run has a schedule of its own: the order in which pending operations end, crashes,
 * a cancellation, a step that fails terminally. Then replays every prefix of each journal from the
 * start (200 prefixes of a journal with more entries), and compares each operation in kind, name,
 * options, result type and in the plain values that the block of a step has captured, and finally
 * the end of the run. A replay has another thread, locale and time zone, and a clock that has
 * advanced by a millisecond, for some replays by a second; every other replay has a new instance of
 * the definition.
 *
 * Also omits each field of the inputs once, because Restate stores a request as the caller sent it:
 * a computed default, such as from a clock, fails the check.
 *
 * The blocks of steps run when a run is recorded, not on a replay. Let [definition] create a
 * workflow with fakes; it is called several times for each run. The locale and the time zone of the
 * process change during a replay, and are restored after it.
 *
 * Does not find a dependency on a clock in UTC that is read by the minute or more coarsely, on the
 * order of `Set.of`, or on an environment variable, because these do not change within a process. A
 * golden journal finds them.
 *
 * @param inputs at least one; the input and the result must be serialisable
 * @param options schedules, number of runs, external calls and answers; default: `ReplayOptions()`
 * @param definition creates the workflow
 * @throws AssertionError if a replay differs, LW141; if a body throws an exception that is not a
 *   terminal failure, LW149; if a step fails with an error of this library, LW194; if a call in
 *   `whenWaiting` was refused each time, LW154; if the workflow requests a service without an
 *   answer, LW155; if a default of an input is computed, LW170. The message has the first
 *   difference, its source line, the simplest input and schedule, the seed, and a test that repeats
 *   it
 * @throws IllegalArgumentException if [inputs] is empty, LW143
 */
@JvmOverloads
public fun <I, O> checkReplayDeterminism(
    inputs: List<I>,
    options: ReplayOptions = ReplayOptions(),
    definition: () -> WorkflowDefinition<I, O>,
) {
    require(inputs.isNotEmpty()) { TestErrors.noInputs() }
    val isRepeated = options.schedule != null
    val runs = if (isRepeated) inputs.size else maxOf(options.iterations, inputs.size)
    val samples = (0 until runs).asSequence().map { Sample(inputs[it % inputs.size]) }
    checkReplayDeterminism(samples, options, definition)
}

internal fun <I, O> checkReplayDeterminism(
    samples: Sequence<Sample<I>>,
    options: ReplayOptions,
    definition: () -> WorkflowDefinition<I, O>,
) {
    val calls = ActorCalls()
    val answers = ServiceAnswers().apply(options.answers)
    val callsWhenWaiting = options.whenWaiting
    val check =
        ReplayCheck(definition, services = answers::answer) { run ->
            calls.actorFor(run).callsWhenWaiting()
        }
    val constant = samples.onEachIndexed { number, sample ->
        if (number < MAX_INPUTS_OF_DEFAULTS) requireConstantDefaults(definition(), sample.value)
    }
    val finding = check.find(constant, options.seed, options.schedule)
    if (check.skipped.isNotEmpty()) LOGGER.warn(TestErrors.unseen(check.skipped))
    if (finding == null) {
        val refused = calls.alwaysRefused()
        if (refused.isNotEmpty()) throw AssertionError(TestErrors.alwaysRefused(refused))
        return
    }
    throw AssertionError(finding.report(definition(), options.seed), finding.divergence.bug)
}

private val LOGGER: Logger = LogManager.getLogger("dev.landlord.workflow.testing")

/** @throws AssertionError if a field of the input has a default that is computed */
private fun <I> requireConstantDefaults(definition: WorkflowDefinition<I, *>, input: I) {
    val computed = definition.computedDefault(input) ?: return
    throw AssertionError(TestErrors.computedDefault(computed.path, computed.first, computed.second))
}

/** The number of inputs whose defaults are checked. */
private const val MAX_INPUTS_OF_DEFAULTS = 20

/** The accepted and refused calls in all runs of a check. */
private class ActorCalls {
    private val accepted = HashSet<String>()
    private val refusals = LinkedHashMap<String, TerminalException>()

    fun actorFor(inMemoryRun: InMemoryRun<*>): ExternalActor =
        object : ExternalActor() {
            override val run = inMemoryRun

            // The caller of `whenWaiting` continues the run.
            override fun accepted(call: String) {
                accepted += call
            }

            override fun refused(call: String, failure: TerminalException) {
                if (failure.code in CODES) refusals.putIfAbsent(call, failure)
            }
        }

    /** The refused calls that never succeeded, although the run waited for them. */
    fun alwaysRefused(): Map<String, TerminalException> = refusals.filterKeys { it !in accepted }

    private companion object {
        /** The codes that do not mean that the run does not wait for the call. */
        val CODES = setOf(400, 403, 503)
    }
}

private fun <I> Finding<I>.report(definition: WorkflowDefinition<I, *>, seed: Long): String {
    val journal = divergence.journal
    val command = divergence.difference.command
    val input = definition.inputText(sample.value)
    val original = definition.inputText(this.original)
    val shrunk = if (input == original) "" else "   (shrunk from $original)"
    val entry = journal.numberOfDifference(command)
    val headline =
        divergence.bug?.let { TestErrors.ofBody(it) }
            ?: divergence.fault
            ?: TestErrors.diverged(entry, journal.comparison(divergence.difference))
    return """
        |$headline
        |
        |input     $input$shrunk
        |schedule  $schedule
        |replayed  the first ${divergence.entries} entries, ${divergence.where}
        |seed      $seed
        |journal
        |${journal.table(command)}
        |
        |To repeat it:
        |
        |${repeatingTest(definition, input, schedule)}
        """
        .trimMargin()
}
