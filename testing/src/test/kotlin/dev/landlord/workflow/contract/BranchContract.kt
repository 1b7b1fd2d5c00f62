package dev.landlord.workflow.contract

import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.compensate
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldNotContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.serialization.KSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationException
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.PrimitiveSerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder

/** The effects of parallel branches on each other. */
fun branchContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    test("parallel branches return their results in the order in which they were written") {
        val workflow =
            landlordWorkflow<String, String> {
                val (a, b) = parallel({ step("a") { "A" } }, { step("b") { 2 } })
                val (c, d, e) = parallel({ "C" }, { step("d") { "D" } }, { sleep(2.milliseconds) })
                val many = parallel((1..4).map { n -> branch(n) })
                "$a$b$c$d${e == Unit}$many"
            }
        on.run(workflow).result shouldBe "A2CDtrue[10, 20, 30, 40]"
    }

    test("steps of parallel branches overlap, and the body continues when all have ended") {
        val workflow =
            landlordWorkflow<String, String> {
                val (a, b) =
                    parallel(
                        { step("slow") { "slow" }.also { sleep(5.milliseconds) } },
                        { step("quick") { "quick" } },
                    )
                step("after") { "$a $b" }
            }
        val outcome = on.run(workflow)
        outcome.result shouldBe "slow quick"
        outcome.journal.take(2) shouldContainExactly listOf("slow", "quick")
        outcome.journal.last() shouldBe "after"
    }

    test("a list of bodies that fails while it is read fails in the body, and all is undone") {
        val undone = CopyOnWriteArrayList<String>()
        val workflow =
            landlordWorkflow<String, String> {
                compensate("first") { undone += "first" }
                step("work") {}
                parallel(
                    object : AbstractList<suspend WorkflowScope.() -> String>() {
                        override val size = 1

                        override fun get(index: Int) = fail("no such body", 418)
                    }
                )
                "unreachable"
            }
        val outcome = on.run(workflow)
        outcome.code shouldBe 418
        undone shouldContainExactly listOf("first")
    }

    test("the first failure of a branch stops its siblings, and everything is undone in reverse") {
        val undone = CopyOnWriteArrayList<String>()
        val workflow =
            landlordWorkflow<String, String> {
                compensate("outer") { undone += "outer" }
                parallel(
                    {
                        compensate("left") { undone += "left" }
                        step("work") { "left" }
                        sleep(1_000_000.milliseconds)
                        step("never") { "never" }
                    },
                    {
                        compensate("right") { undone += "right" }
                        sleep(5.milliseconds)
                        step<Unit>("fails") { fail("right is broken", 418) }
                    },
                )
                "unreachable"
            }
        val outcome = on.run(workflow)
        outcome.code shouldBe 418
        outcome.message shouldBe "right is broken"
        outcome.journal shouldNotContain "never"
        undone shouldContainExactly listOf("right", "left", "outer")
    }

    test("a failing step in one branch never interrupts the step of another (G3)") {
        val slow = AtomicInteger()
        val attempts = AtomicInteger()
        val workflow =
            landlordWorkflow<String, String>(stepRetry = quick) {
                val (a, b) =
                    parallel(
                        {
                            step("flaky") {
                                meanwhile { slow.get() == 1 }
                                check(attempts.incrementAndGet() >= 3) { "not yet" }
                                "a"
                            }
                        },
                        {
                            step("slow") {
                                slow.incrementAndGet()
                                meanwhile { attempts.get() >= 3 }
                                "b"
                            }
                        },
                    )
                "$a$b"
            }
        on.run(workflow).result shouldBe "ab"
        attempts.get() shouldBe 3
        slow.get() shouldBe 1
    }

    test("a bug in one branch never interrupts the step of another") {
        val bugs = AtomicInteger()
        // The next attempt must not start while this block runs.
        val slow = SlowStep(until = { bugs.get() >= 2 })
        val workflow = slow.beside { check(bugs.incrementAndGet() > 1) { "a bug" } }
        on.run(workflow).result shouldBe "1"
        slow.started.get() shouldBe 1
        slow.settled.get() shouldBe 1
    }

    test("an unreadable result in one branch never interrupts the step of another") {
        Shy.readable = false
        val slow = SlowStep(until = { Shy.readable }, then = { Shy.readable = true })
        on.run(slow.beside { step("shy") { Shy } }).result shouldBe "1"
        slow.started.get() shouldBe 1
    }
}

/** A step of one branch that is in flight while another branch acts. */
private class SlowStep(private val until: () -> Boolean, private val then: () -> Unit = {}) {
    val started = AtomicInteger()
    val settled = AtomicInteger()

    fun beside(other: suspend WorkflowScope.() -> Any?) =
        landlordWorkflow<String, String> {
            val (_, count) =
                parallel(
                    {
                        sleep(50.milliseconds)
                        other()
                    },
                    {
                        step("slow") {
                            started.incrementAndGet()
                            meanwhile(500.milliseconds, until)
                            then()
                            settled.incrementAndGet()
                        }
                    },
                )
            "$count"
        }
}

/**
 * A value that can be written and then read once, as a step checks it; a further read succeeds only
 * when [readable], as if another version of the type read it.
 */
@Serializable(with = Shy.Serializer::class)
object Shy {
    @Volatile var readable: Boolean = true

    object Serializer : KSerializer<Shy> {
        override val descriptor = PrimitiveSerialDescriptor("Shy", PrimitiveKind.INT)

        @Volatile private var isFresh = false

        override fun serialize(encoder: Encoder, value: Shy) {
            isFresh = true
            encoder.encodeInt(1)
        }

        override fun deserialize(decoder: Decoder): Shy {
            decoder.decodeInt()
            if (!readable && !isFresh) throw SerializationException("too shy")
            isFresh = false
            return Shy
        }
    }
}

private fun branch(n: Int): suspend WorkflowScope.() -> Int = {
    step("branch") { n * 10 }
}
