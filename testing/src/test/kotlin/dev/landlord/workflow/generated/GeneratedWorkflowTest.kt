package dev.landlord.workflow.generated

import dev.landlord.workflow.Campaign
import dev.landlord.workflow.contract.Errands
import dev.landlord.workflow.testing.comparison
import dev.landlord.workflow.testing.journal.End
import dev.landlord.workflow.testing.memory.inMemoryRun
import dev.landlord.workflow.testing.replay.ReplayCheck
import dev.landlord.workflow.testing.replay.Sample
import dev.landlord.workflow.testing.replay.Schedule
import dev.landlord.workflow.testing.replay.ScheduledSimulation
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.collections.shouldContainInOrder
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.long
import io.kotest.property.checkAll

/** G1, G2, G4 and G9 in memory, for generated programs. */
class GeneratedWorkflowTest :
    FunSpec({
        test("a crash after any entry changes neither the result, the undo nor the journal") {
            var crashes = 0
            checkAll(
                programs(2_000),
                Arb.workflow(hopeless = false),
                Arb.long(0..Long.MAX_VALUE),
            ) { program, order ->
                val calm = play(program, Schedule(order))
                for (entry in 1..calm.entries) {
                    withClue("crash after entry $entry of ${calm.entries}, order $order") {
                        play(program, Schedule(order, crashAfter = setOf(entry))) shouldBe calm
                    }
                    crashes++
                }
                play(program, Schedule(order, crashAfter = (1..calm.entries).toSet())) shouldBe calm
            }
            crashes shouldBeGreaterThan 5 * programs(2_000)
        }

        test("a failed or cancelled run is undone in reverse order, a completed one is not") {
            checkAll(programs(1_000), Arb.workflow(), Arb.long(0..Long.MAX_VALUE)) { program, order
                ->
                val entries = play(program, Schedule(order)).entries
                (listOf(null) + (1..entries)).forEach { cancelAfter ->
                    val schedule = Schedule(order, cancelAfter = cancelAfter)
                    withClue("$schedule") { play(program, schedule).shouldBeUndoneInReverse() }
                }
            }
        }

        test("a crash after every entry changes no cancellation and no terminal failure") {
            checkAll(programs(300), Arb.workflow(hopeless = false), Arb.long(0..Long.MAX_VALUE)) {
                program,
                order ->
                val calm = play(program, Schedule(order))
                val disturbed =
                    (1..calm.entries).map { Schedule(order, cancelAfter = it) } +
                        (1..calm.commands.size).map { Schedule(order, failCommand = it) }
                for (schedule in disturbed) {
                    withClue("$schedule") {
                        val expected = play(program, schedule)
                        val everywhere = (1..expected.entries).toSet()
                        val crashed =
                            Schedule(order, everywhere, schedule.cancelAfter, schedule.failCommand)
                        play(program, crashed) shouldBe expected
                    }
                }
            }
        }

        test("a terminal failure at any step is undone in reverse order of registration") {
            checkAll(programs(1_000), Arb.workflow(), Arb.long(0..Long.MAX_VALUE)) { program, order
                ->
                for (command in 1..play(program, Schedule(order)).commands.size) {
                    val schedule = Schedule(order, failCommand = command)
                    withClue("$schedule") { play(program, schedule).shouldBeUndoneInReverse() }
                }
            }
        }

        test("every program replays the same way from every prefix of its journal") {
            checkAll(programs(100), Arb.workflow()) { program ->
                val effects = Effects()
                val check =
                    ReplayCheck(
                        { workflow(program, effects) },
                        waitsForClock = false,
                        services = Errands.inMemory(),
                    )
                val inputs = generateSequence { Sample("") }.take(20)
                val found = check.find(inputs, seed = 1, schedule = null)?.divergence
                found?.let { it.journal.comparison(it.difference) } shouldBe null
            }
        }
    })

/** In the bounded form, a twentieth of the iterations. */
private fun programs(full: Int) = Campaign.rounds(bounded = full / 20, full)

/** The outcome of a run of a program. */
private data class Played(
    val end: String,
    val commands: List<String>,
    /**
     * The undo actions that ran, by the names they were registered under, and whether they
     * succeeded.
     */
    val undo: List<Pair<String, Boolean>>,
    /** The succeeded undo actions, in the order in which they end in the journal. */
    val ended: List<String>,
    /** The undo actions whose blocks had their effect, in that order. */
    val undone: List<String>,
    /** The expected undo actions: an ordered list for each saga that failed. */
    val toUndo: List<List<Undoing>>,
    val entries: Int,
) {
    fun shouldBeUndoneInReverse() {
        undo.map { it.first } shouldContainExactlyInAnyOrder toUndo.flatten().map { it.name }
        for (saga in toUndo.filterNot { it.isEmpty() }) {
            undo.map { it.first } shouldContainInOrder saga.map { it.name }
        }
        // Sagas of two branches may be undone at the same time: each in its own order.
        undone shouldContainExactly ended
        val stuck = toUndo.flatten().filterNot { it.succeeds }.map { it.name }
        undo.filter { it.second && it.first in stuck }.shouldBeEmpty()
        // All undone or all reported (G4): also the rest of a saga whose failure was caught.
        if (!end.startsWith("result")) {
            for ((name, isUndone) in undo) if (!isUndone) end shouldContain "\"$name\" ("
        }
    }
}

private suspend fun play(program: List<Node>, schedule: Schedule): Played {
    val effects = Effects()
    val run =
        inMemoryRun(
            workflow(program, effects),
            "go",
            ScheduledSimulation(schedule),
            services = Errands.inMemory(),
        )
    run.proceed()
    val journal = run.journal
    val end = checkNotNull(journal.end)
    val failed = journal.completions.filter { it.failure != null }.mapNotNull { it.command }
    return Played(
        if (end is End.Result) "result ${run.result}" else "$end",
        journal.commands.map { it.label },
        journal.commands.mapIndexedNotNull { index, command ->
            if (command.isUndo) command.blockName() to (index !in failed) else null
        },
        journal.succeeded().filter { it.isUndo }.map { it.blockName() },
        effects.undone.toList(),
        effects.toUndo(succeeded = end is End.Result),
        journal.size,
    )
}
