package dev.landlord.workflow.engine

import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.compensate
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.InMemoryRun
import dev.landlord.workflow.uuid
import dev.restate.sdk.common.TerminalException
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveAtLeastSize
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.long
import io.kotest.property.arbitrary.set
import io.kotest.property.checkAll
import kotlin.random.Random
import kotlin.time.Duration.Companion.seconds

/** G1, G2 and G9 in memory: whatever crashes wherever, in whatever order branches go on. */
class CrashPropertyTest :
    FunSpec({
        test("the same schedule ends the same way, with the same journal, whatever crashes") {
            checkAll(2_000, Arb.long(), Arb.set(Arb.int(1..40), 0..8)) { seed, crashes ->
                val calm = observe(Random(seed), emptySet())
                val stormy = observe(Random(seed), crashes)
                withClue("seed $seed, crashes after entries $crashes") { stormy shouldBe calm }
            }
        }

        test("every position of the journal survives a crash") {
            val entries = entries(Random(1), fails = true)
            for (position in 1..entries) {
                val run =
                    InMemoryRun(
                        schedule = Random(1),
                        timersMayWin = true,
                        crashes = setOf(position),
                    )
                withClue("crash after entry $position of $entries") {
                    observe(run) shouldBe observe(Random(1), emptySet())
                    run.attempts shouldBe 2
                }
            }
        }

        test(
            "undo actions run in reverse order of registration and once each, for a cancellation anywhere"
        ) {
            // After the last entry the body has nothing more to do: too late.
            val entries = entries(Random(2), fails = false)
            for (position in 1 until entries) {
                val effects = ArrayList<String>()
                val run =
                    InMemoryRun(schedule = Random(2), timersMayWin = true, cancelAt = position)
                val failure = runCatching {
                    run.run(program(effects, fails = false), "in")
                }
                    .exceptionOrNull()
                withClue("cancelled at entry $position of $entries: $effects") {
                    failure?.message shouldBe "cancelled"
                    val registered =
                        effects
                            .filter { it.startsWith("register") }
                            .map { it.substringAfter(' ') }
                            .distinct()
                    val undone =
                        effects.filter { it.startsWith("undo") }.map { it.substringAfter(' ') }
                    undone shouldContainExactly registered.reversed()
                    val done = effects.filter { it.startsWith("do") }.map { it.substringAfter(' ') }
                    (done - undone.toSet() - "free").shouldBe(emptyList())
                }
            }
        }

        test("different schedules really take different ways") {
            (1L..50L)
                .map { observe(Random(it), emptySet()).journal }
                .distinct() shouldHaveAtLeastSize 5
        }
    })

private data class Observed(val end: String, val journal: List<String>, val effects: List<String>)

private suspend fun entries(schedule: Random, fails: Boolean): Int {
    val run = InMemoryRun(schedule = schedule, timersMayWin = true)
    runCatching { run.run(program(ArrayList(), fails), "in") }
    return run.commands.size + run.notifications.size
}

private suspend fun observe(schedule: Random, crashes: Set<Int>): Observed =
    observe(InMemoryRun(schedule = schedule, timersMayWin = true, crashes = crashes))

private suspend fun observe(run: InMemoryRun): Observed {
    val effects = ArrayList<String>()
    val end =
        try {
            run.run(program(effects, fails = true), "in")
        } catch (failure: TerminalException) {
            "failed: ${failure.message}"
        }
    // What the body does between entries is repeated by a replay; what is in the journal is not.
    return Observed(
        end,
        run.commands.map { it.toString() },
        effects.filter { it.startsWith("undo") }.distinct(),
    )
}

/**
 * Steps, undo actions, timers and uuids in nested branches, with a failure that is caught and one
 * that is not.
 */
private fun program(effects: MutableList<String>, fails: Boolean) =
    landlordWorkflow<String, String>(stepRetry = RetryPolicy.None) { input ->
        suspend fun WorkflowScope.make(name: String): String {
            effects += "register $name"
            compensate(name) { effects += "undo $name" }
            return step(name) {
                effects += "do $name"
                "$name${input.length}"
            }
        }
        val first = make("first")
        val (left, right) =
            parallel(
                {
                    sleep(random.nextInt(5).seconds)
                    val (a, b) =
                        parallel({ make("left a") }, { make("left b").also { sleep(1.seconds) } })
                    "$a$b${uuid()}"
                },
                {
                    val many = parallel((1..3).map { n -> worker(n) })
                    val caught =
                        try {
                            parallel({ step<String>("bad") { fail("bad") } }, { sleep(9.seconds) })
                            "not caught"
                        } catch (failure: TerminalException) {
                            failure.message
                        }
                    "$many$caught${make("right")}${uuid()}"
                },
            )
        if (fails && random.nextBoolean()) fail("the end: $left $right")
        "$first $left $right ${random.nextLong()}"
    }

private fun worker(n: Int): suspend WorkflowScope.() -> String = {
    sleep((n % 2).seconds)
    step("free $n") { "w$n" }
}
