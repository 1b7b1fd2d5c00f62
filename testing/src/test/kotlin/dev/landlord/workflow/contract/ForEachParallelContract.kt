package dev.landlord.workflow.contract

import dev.landlord.workflow.compensate
import dev.landlord.workflow.fail
import dev.landlord.workflow.forEachParallel
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldNotContain
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.milliseconds

/** A branch for each item. */
fun forEachParallelContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    test("results are in the order of the items; no items give no results") {
        val workflow =
            landlordWorkflow<String, String> {
                val all =
                    forEachParallel(1..3) { n ->
                        sleep(((3 - n) * 5).milliseconds)
                        step("work $n") { n * 10 }
                    }
                "$all ${forEachParallel(emptyList<Int>()) { it }}"
            }
        on.run(workflow).result shouldBe "[10, 20, 30] []"
    }

    test("at most `concurrency` items run; the next starts as soon as one has ended") {
        val running = AtomicInteger()
        val most = AtomicInteger()
        val workflow =
            landlordWorkflow<String, String> {
                forEachParallel((1..6).toList(), concurrency = 2) { n ->
                        step("begin $n") {
                            most.accumulateAndGet(running.incrementAndGet(), ::maxOf)
                        }
                        if (n == 1) sleep(60.milliseconds)
                        step("end $n") { running.decrementAndGet() }
                        n
                    }
                    .toString()
            }
        val outcome = on.run(workflow)
        outcome.result shouldBe "[1, 2, 3, 4, 5, 6]"
        most.get() shouldBeLessThanOrEqual 2
        // The other branch has run all other items while the first slept.
        if (on.isInMemory) {
            outcome.journal.last() shouldBe "end 1"
        }
    }

    test("after a failure no item starts, not even in a branch that has just become free") {
        val begun = CopyOnWriteArrayList<Int>()
        val workflow =
            landlordWorkflow<String, String> {
                forEachParallel((1..4).toList(), concurrency = 2) { n ->
                    begun += n
                    step("work $n") {
                        if (n == 1) fail("one", 418)
                        // The first item must fail before this one ends.
                        meanwhile(200.milliseconds) { false }
                        n
                    }
                }
                "unreachable"
            }
        on.run(workflow).code shouldBe 418
        begun.toSet() shouldBe setOf(1, 2)
    }

    test("the first failure stops the running items, starts no more, and all is undone") {
        val undone = CopyOnWriteArrayList<Int>()
        val workflow =
            landlordWorkflow<String, String> {
                forEachParallel((1..5).toList(), concurrency = 2) { n ->
                    compensate("undo $n") { undone += n }
                    if (n == 1) sleep(30.days)
                    if (n == 3) fail("three", 418)
                    step("work $n") { n }
                }
                "unreachable"
            }
        val outcome = on.run(workflow)
        outcome.code shouldBe 418
        outcome.journal shouldNotContain "work 4"
        undone shouldContainExactly listOf(3, 2, 1)
    }
}
