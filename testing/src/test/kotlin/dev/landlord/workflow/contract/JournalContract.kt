@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.contract

import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.body.forEngine
import dev.landlord.workflow.engine.Handle
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.engine.Journal
import dev.landlord.workflow.engine.WaitSet
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.ints.shouldBeGreaterThanOrEqual
import io.kotest.matchers.shouldBe
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** The behaviour that the engine requires of every [Journal]. */
fun journalContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    test("a Run returns the result of its block, which runs once") {
        val runs = AtomicInteger()
        val outcome =
            on.run("in") { journal, input ->
                val pending = journal.begin("work") { "$input ${runs.incrementAndGet()}" }
                journal.next(WaitSet(listOf(pending))) shouldBe pending
                pending.text()
            }
        outcome shouldBe Outcome("in 1", null, null, listOf("work"))
        runs.get() shouldBe 1
    }

    test("a result may be empty, and any bytes") {
        val bytes = ByteArray(256) { it.toByte() }
        val outcome = on.run { journal, _ ->
            val any = journal.run("any", QUICK.forEngine()) { Slice.wrap(bytes) }
            val none = journal.run("none", QUICK.forEngine()) { Slice.EMPTY }
            val first = journal.await(any).toByteArray().contentEquals(bytes)
            "$first ${journal.await(none).readableBytes()}"
        }
        outcome.result shouldBe "true 0"
    }

    test("a terminal failure of a block is its outcome, with code and message, unretried") {
        val runs = AtomicInteger()
        val outcome = on.run { journal, _ ->
            val pending =
                journal.begin("work") {
                    runs.incrementAndGet()
                    throw TerminalException(404, "gone")
                }
            journal.next(WaitSet(listOf(pending)))
            val failure = pending.failure()
            "${failure.code} ${failure.message}"
        }
        outcome.result shouldBe "404 gone"
        runs.get() shouldBe 1
    }

    test("other failures are retried by the policy; the last text is then the outcome") {
        val runs = AtomicInteger()
        val outcome = on.run { journal, _ ->
            val pending = journal.begin("work") { error("failure ${runs.incrementAndGet()}") }
            journal.next(WaitSet(listOf(pending)))
            "${pending.failure().message}"
        }
        outcome.result shouldBe "java.lang.IllegalStateException: failure 3"
        runs.get() shouldBe 3
    }

    test("a sleep lasts for its duration and has no value") {
        val begun = System.nanoTime()
        val outcome = on.run { journal, _ ->
            val pending = journal.sleep(30.milliseconds)
            "${journal.await(pending).readableBytes()}"
        }
        outcome shouldBe Outcome("0", null, null, listOf("Sleep"))
        // In memory a sleep takes no real time.
        if (!on.isInMemory) {
            (System.nanoTime() - begun) / 1_000_000 shouldBeInAtLeast 30
        }
    }

    test("next returns the handles in the order in which they end") {
        val outcome = on.run { journal, _ ->
            val waiting =
                mutableListOf(
                    "sleep" to journal.sleep(1.minutes),
                    "one" to journal.begin("one") { "1" },
                    "two" to journal.begin("two") { "2" },
                )
            val ended = ArrayList<String>()
            repeat(2) {
                val (name, pending) = journal.takeNext(waiting)
                ended += "$name ${pending.text()}"
            }
            ended.sorted().toString()
        }
        outcome.result shouldBe "[one 1, two 2]"
        outcome.journal shouldContainExactly listOf("Sleep", "one", "two")
    }

    test("the order in which operations ended is the same at every attempt (E3)") {
        val seen = CopyOnWriteArrayList<String>()
        val attempts = AtomicInteger()
        on.run { journal, _ ->
            val waiting = (1..4).map { n -> n to journal.begin("work $n") { "$n" } }.toMutableList()
            val order = StringBuilder()
            while (waiting.isNotEmpty()) {
                val ended = journal.takeNext(waiting)
                order.append(ended.first)
            }
            seen += "$order"
            journal.await(journal.sleep(2.milliseconds))
            check(attempts.incrementAndGet() >= 3) { "once more" }
            "$order"
        }
        seen.size shouldBeGreaterThanOrEqual 3
        seen.toSet().size shouldBe 1
    }

    test("an outcome can be read again, and an ended operation is returned at once") {
        val outcome = on.run { journal, _ ->
            val pending = journal.begin("work") { "w" }
            journal.next(WaitSet(listOf(pending)))
            "${journal.next(WaitSet(listOf(pending))) == pending} ${pending.text()} ${pending.text()}"
        }
        outcome.result shouldBe "true w w"
    }

    test("a cancellation is delivered once, and no awaited operation is lost") {
        val outcome = on.runAndCancel { gate ->
            { journal, _ ->
                val work =
                    journal.begin("in flight") {
                        gate.awaitCancelled()
                        "settled"
                    }
                val sleep = journal.sleep(1.minutes)
                val waiting = WaitSet(listOf(sleep, work))
                val returned = listOf(journal.next(waiting), journal.next(waiting))
                "${returned.map { it == work }} ${returned.first()} ${work.text()}"
            }
        }
        outcome.result shouldBe "[false, true] null settled"
    }

    test("the run's identity is the same at every attempt") {
        val seen = CopyOnWriteArrayList<String>()
        val attempts = AtomicInteger()
        on.run { journal, _ ->
            seen += "${journal.workflowId} ${journal.invocationId}"
            journal.await(journal.begin("work") { "w" })
            check(attempts.incrementAndGet() >= 2) { "once more" }
            "done"
        }
        seen.size shouldBeGreaterThanOrEqual 2
        seen.toSet().size shouldBe 1
        seen.first().substringAfter(' ').take(4) shouldBe "inv_"
    }

    test("the journal replays until an operation has no recorded outcome") {
        val seen = CopyOnWriteArrayList<String>()
        val attempts = AtomicInteger()
        on.run { journal, _ ->
            val before = journal.isReplaying
            journal.await(journal.begin("work") { "w" })
            val attempt = attempts.incrementAndGet()
            seen += "$before ${journal.isReplaying}"
            check(attempt >= 2) { "once more" }
            "done"
        }
        seen.first() shouldBeIn listOf("false false", "true false")
        seen.last() shouldBe "true false"
    }

    test("the clock shows the time of the attempt and never goes back") {
        val outcome = on.run { journal, _ ->
            val before = journal.clock.millis()
            journal.await(journal.sleep(5.seconds / 1000))
            "${journal.clock.millis() >= before}"
        }
        outcome.result shouldBe "true"
    }
}

private val QUICK = RetryPolicy(2.milliseconds, maxDelay = 4.milliseconds, maxAttempts = 3)

private suspend fun Journal.begin(name: String, block: suspend () -> String): Handle =
    run(name, QUICK.forEngine()) { Slice.wrap(block()) }

private suspend fun Journal.await(pending: Handle): Slice {
    next(WaitSet(listOf(pending))) shouldBe pending
    return pending.outcome()
}

private suspend fun <T> Journal.takeNext(waiting: MutableList<Pair<T, Handle>>): Pair<T, Handle> {
    val ended = next(WaitSet(waiting.map { it.second }))
    return waiting.single { it.second == ended }.also(waiting::remove)
}

private suspend fun Handle.text() = outcome().toByteArray().decodeToString()

private suspend fun Handle.failure(): TerminalException =
    try {
        error("gave ${text()}")
    } catch (failure: TerminalException) {
        failure
    }

private infix fun Long.shouldBeInAtLeast(least: Long) {
    check(this >= least) { "$this ms, and not $least or more" }
}
