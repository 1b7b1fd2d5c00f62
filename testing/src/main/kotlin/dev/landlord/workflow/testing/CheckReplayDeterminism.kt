@file:JvmName("ReplayDeterminism")

package dev.landlord.workflow.testing

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.body.inputText
import dev.landlord.workflow.body.inputTypeName
import dev.landlord.workflow.testing.memory.InMemoryRun
import dev.landlord.workflow.testing.replay.Finding
import dev.landlord.workflow.testing.replay.ReplayCheck
import dev.landlord.workflow.testing.replay.Sample
import dev.landlord.workflow.testing.replay.computedDefault
import dev.restate.sdk.common.TerminalException
import kotlin.random.Random
import org.apache.logging.log4j.LogManager
import org.apache.logging.log4j.Logger

/**
 * Checks guarantee G1 of a workflow: whatever crashes, its replay asks for the same operations.
 *
 * Runs it in memory, once for each of [iterations], with the [inputs] in turn and a [Schedule]
 * each: the order in which pending operations end, crashes, a cancellation, a step that fails for
 * good. Then replays every prefix of each journal from scratch (of one that is longer than 200
 * entries, 200 of them) and compares what the body asks for next, in kind, name, options, result
 * type and in the plain values that a step's block has captured; and the end. Replays have other
 * threads, another locale and time zone; the clock has moved on by a millisecond, for some of them
 * by a second; every other one is of a new instance of the definition.
 *
 * Each field of the inputs is also left out once, because Restate keeps a request as the caller
 * sent it: a default that is computed, such as a clock, fails the check.
 *
 * Blocks of steps run when a run is recorded, never on replay; so give [definition] fakes. It is
 * called several times for each run. The check blocks its thread; nothing outside the process is
 * used. Locale and time zone are changed for the whole process while a replay runs, and put back.
 *
 * A clock that is read by the minute or more coarsely in UTC, the order of `Set.of` and the
 * variables of the environment do not change within a process: for these record a golden journal.
 *
 * @param inputs what to start runs with, at least one; their type and the result's must be
 *   serialisable
 * @param schedule only this one, as a failure prints it; default: generated ones
 * @param iterations how many runs are recorded, at least one for each input; default 250
 * @param seed what generated schedules come from; default: another one every time
 * @param whenWaiting what people and other systems do whenever no step is running, if no timer is
 *   faster: `{ approve(finance, "alice", Budget(5)) }`. A call that the run does not wait for is
 *   ignored; one that is refused for another reason each time fails the check. Default: nothing, so
 *   approvals time out and signals do not come
 * @param answers what other services answer: `{ answer("Payments/charge") { amount: Int -> … } }`
 * @throws AssertionError if a replay differs, or a body throws what is not terminal: with the first
 *   difference, where in the source, the simplest input and schedule found, the seed, and a test
 *   that repeats it
 */
@JvmOverloads
public fun <I, O> checkReplayDeterminism(
    inputs: List<I>,
    schedule: Schedule? = null,
    iterations: Int = 250,
    seed: Long = Random.nextLong(),
    whenWaiting: Visitor.() -> Unit = {},
    answers: Answers.() -> Unit = {},
    definition: () -> WorkflowDefinition<I, O>,
) {
    require(inputs.isNotEmpty()) { TestErrors.noInputs() }
    require(iterations >= 1) { TestErrors.iterations(iterations) }
    val runs = if (schedule != null) inputs.size else maxOf(iterations, inputs.size)
    val samples = (0 until runs).asSequence().map { Sample(inputs[it % inputs.size]) }
    checkReplayDeterminism(samples, schedule, seed, whenWaiting, answers, definition)
}

internal fun <I, O> checkReplayDeterminism(
    samples: Sequence<Sample<I>>,
    schedule: Schedule?,
    seed: Long,
    whenWaiting: Visitor.() -> Unit,
    answers: Answers.() -> Unit,
    definition: () -> WorkflowDefinition<I, O>,
) {
    val visits = Visits()
    val check =
        ReplayCheck(definition, services = Answers().apply(answers)::answer) { run ->
            visits.of(run).whenWaiting()
        }
    val constant = samples.onEachIndexed { number, sample ->
        if (number < INPUTS) requireConstantDefaults(definition(), sample.value)
    }
    val finding = check.find(constant, seed, schedule)
    if (check.unseen.isNotEmpty()) LOGGER.warn(TestErrors.unseen(check.unseen))
    if (finding == null) {
        val refused = visits.alwaysRefused()
        if (refused.isNotEmpty()) throw AssertionError(TestErrors.alwaysRefused(refused))
        return
    }
    throw AssertionError(finding.report(definition(), seed), finding.divergence.bug)
}

private val LOGGER: Logger = LogManager.getLogger("dev.landlord.workflow.testing")

/** @throws AssertionError if a field of the input has a default that is computed */
private fun <I> requireConstantDefaults(definition: WorkflowDefinition<I, *>, input: I) {
    val computed = definition.computedDefault(input) ?: return
    throw AssertionError(TestErrors.computedDefault(computed.path, computed.first, computed.second))
}

/** The number of inputs whose defaults are checked. */
private const val INPUTS = 20

/** The outcome of the calls in all visits: a check whose calls are all refused covers little. */
private class Visits {
    private val accepted = HashSet<String>()
    private val refusals = LinkedHashMap<String, TerminalException>()

    fun of(run: InMemoryRun<*>): Visitor =
        object : Visitor() {
            override val visited = run

            // The run goes on by itself.
            override fun done(call: String) {
                accepted += call
            }

            override fun refused(call: String, failure: TerminalException) {
                if (failure.code in WRONG) refusals.putIfAbsent(call, failure)
            }
        }

    /** The refused calls that never succeeded, although the run waited for them. */
    fun alwaysRefused(): Map<String, TerminalException> = refusals.filterKeys { it !in accepted }

    private companion object {
        val WRONG = setOf(400, 403, 503)
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
        divergence.bug?.let { TestErrors.bug(it) }
            ?: TestErrors.diverged(entry, journal.comparison(divergence.difference))
    val literal =
        if ('$' in input || "\"\"\"" in input) "\"${input.escaped()}\"" else "\"\"\"$input\"\"\""
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
        |    @Test
        |    fun `replays the same way`() {
        |        checkReplayDeterminism(
        |            listOf(Json.decodeFromString<${definition.inputTypeName()}>($literal)),
        |            $schedule,
        |        ) {
        |            TODO("the workflow definition")
        |        }
        |    }
        """
        .trimMargin()
}

private fun String.escaped(): String =
    replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$")
