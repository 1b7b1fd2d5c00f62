package dev.landlord.workflow.testing.replay

import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.compensate
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.now
import dev.landlord.workflow.parallel
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.ReplayOptions
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.uuid
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import io.kotest.matchers.types.shouldBeInstanceOf
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneId
import java.util.Collections
import java.util.UUID
import java.util.concurrent.atomic.AtomicInteger
import kotlin.random.Random
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.serialization.Serializable

/** Each of these workflows has one fault, which the checker must find. */
class MutantTest :
    FunSpec({
        for ((kind, expected, mutant) in MUTANTS) {
            test("caught: $kind") {
                shouldThrow<AssertionError> {
                        checkReplayDeterminism(listOf("x"), definition = mutant)
                    }
                    .message
                    .orEmpty()
                    .also {
                        it shouldStartWith
                            "[LW141] the workflow: expected each replay to request the operations in the " +
                                "journal, found at entry "
                        it shouldContain expected
                        it shouldContain "MutantTest.kt:"
                        // fault 14: the report has the line for each kind of difference
                        it.lines().single { line -> line.startsWith("  recorded") } shouldContain
                            " at MutantTest.kt:"
                    }
            }
        }

        test("caught: a bug that every attempt has") {
            shouldThrow<AssertionError> {
                    checkReplayDeterminism(listOf("x"), definition = odd { error("always") })
                }
                .also {
                    it.message.orEmpty().lineSequence().first() shouldBe
                        "[LW149] the body: expected a result or a terminal failure, found that it " +
                            "threw java.lang.IllegalStateException: always. If callers should receive this " +
                            "failure, throw it as a TerminalException; do input and output in a step, which is " +
                            "retried; otherwise fix it. A server would retry the run from its journal, get the " +
                            "same failure, and finally pause the run."
                    it.cause.shouldBeInstanceOf<IllegalStateException>()
                }
        }

        test("not caught: state from before the body, with any change") {
            val stats = Stats(0)
            val log = ArrayList<String>()
            var calls = 0
            checkReplayDeterminism(listOf("x")) {
                landlordWorkflow<String, String> {
                    step("count") {
                        calls++
                        log += "called ${stats.calls++}"
                    }
                    step("end") { "$calls ${log.size} ${stats.calls}".take(0) }
                }
            }
        }

        test("not caught: a check without an iteration, which is refused") {
            shouldThrow<IllegalArgumentException> {
                    ReplayOptions(iterations = 0)
                }
                .message
                .orEmpty() shouldStartWith "[LW143] the replay check, iterations = 0: expected 1"
        }

        test("not caught: the same workflow without a fault") {
            checkReplayDeterminism(listOf("x", "y"), definition = mutant { "work $it" })
        }

        test("not caught: state of a step, of the definition or of its fakes") {
            val calls = AtomicInteger()
            checkReplayDeterminism(listOf("x")) {
                val directory = "dir-${UUID.randomUUID()}"
                landlordWorkflow<String, String>(stepRetry = RetryPolicy.NONE) { input ->
                    val count = 0
                    val id = step("in a step") { "${UUID.randomUUID()} ${calls.incrementAndGet()}" }
                    val key = uuid()
                    val at = now()
                    compensate("undo") { "$directory $id $key $at $count".length }
                    parallel(
                        { step("left") { "$directory $id $key" } },
                        { sleep(random.nextInt(5).seconds) },
                    )
                    step("use") { "$id $input $at $count" }
                }
            }
        }
    })

private data class Mutant(
    val kind: String,
    val expected: String,
    val definition: () -> WorkflowDefinition<String, String>,
)

private val MUTANTS: List<Mutant> =
    listOf(
        Mutant("the clock", "another operation", mutant { "at ${System.currentTimeMillis()}" }),
        Mutant(
            "the clock in seconds",
            "another operation",
            mutant { "at ${Instant.now().epochSecond}" },
        ),
        Mutant("the date here", "another operation", mutant { "on ${LocalDate.now()}" }),
        Mutant("the time zone", "another operation", mutant { "in ${ZoneId.systemDefault()}" }),
        Mutant("the locale", "another operation", mutant { "%,d".format(1_234_567) }),
        Mutant("a random number", "another operation", mutant { "n ${Random.nextLong()}" }),
        Mutant("a random UUID", "another operation", mutant { "id ${UUID.randomUUID()}" }),
        Mutant("the order of a hash set", "another operation", mutant { hashOrder() }),
        Mutant(
            "an identity hash",
            "another operation",
            mutant { "o ${System.identityHashCode(Any())}" },
        ),
        Mutant(
            "a global that changes",
            "another operation",
            mutant { "n ${global.incrementAndGet()}" },
        ),
        Mutant("the thread", "another operation", mutant { "on ${Thread.currentThread().name}" }),
        Mutant(
            "a thread local",
            "another operation",
            mutant { "n ${local.get()}".also { local.set(1) } },
        ),
        Mutant("a random number in one branch", "another operation", branching()),
        Mutant("the number of the attempt", "another operation", attemptNumber()),
        Mutant("the order of the steps", "another operation", shuffled()),
        Mutant("the order of the branches", "another operation", shuffledBranches()),
        Mutant("a step that is dropped", "", odd { if (it) step("sometimes") {} }),
        Mutant("a step that is added", "", odd { if (!it) step("sometimes") {} }),
        Mutant("a sleep that is dropped", "", odd { if (it) sleep(1.seconds) }),
        Mutant(
            "a sleep of another length",
            "another duration",
            odd { sleep(if (it) 1.seconds else 2.seconds) },
        ),
        Mutant(
            "another retry policy",
            "another retry policy",
            odd { step("work", if (it) RetryPolicy.FOREVER else null) {} },
        ),
        Mutant(
            "another result type",
            "another result type: kotlin.Int became kotlin.Long",
            changedType(),
        ),
        Mutant(
            "another kind",
            "another operation",
            odd { if (it) sleep(1.seconds) else step("work") {} },
        ),
        Mutant("another result", "another end", odd({ if (it) "a" else "b" }) {}),
        Mutant("another failure", "another end", odd { fail(if (it) "a" else "b") }),
        Mutant("an exception that is swallowed", "another operation", swallowed()),
        Mutant(
            "an intermittent bug",
            "a bug: java.lang.IllegalStateException: only now",
            odd { check(it) { "only now" } },
        ),
        Mutant(
            "a value that a step captures",
            "another value of `id`, which its block uses",
            captured(),
        ),
        Mutant(
            "a value that an undo captures",
            "another value of `id`, which its block uses",
            capturedByUndo(),
        ),
        Mutant("a variable that a step assigned", "another value of `token`", assigned()),
        Mutant("a list that a step filled", "another value of `made`", filled()),
        Mutant("random values in a list", "another value of `ids`", capturedList()),
        Mutant("a random value in a pair", "another value of `pair`", capturedPair()),
        Mutant(
            "an undo that is registered sometimes",
            "",
            odd { if (it) compensate("take back") {} },
        ),
        Mutant(
            "external state that is read in the body",
            "another operation",
            mutant { "read ${outside.size}".also { outside += "x" } },
        ),
    )

private val global = AtomicInteger()
private val outside: MutableList<String> = Collections.synchronizedList(ArrayList())
private val local = ThreadLocal.withInitial { 0 }

private fun hashOrder() = HashSet(List(20) { Item(it) }).joinToString("") { "${it.n}" }

private class Item(val n: Int)

/** A workflow whose second step has the name that [name] returns. */
private fun mutant(name: (String) -> String): () -> WorkflowDefinition<String, String> = {
    landlordWorkflow { input ->
        step("first") {}
        step(name(input)) { input }
    }
}

/** Runs [first] the first time that the body gets there, and the other block later. */
private fun odd(
    result: (Boolean) -> String = { "end" },
    between: suspend WorkflowScope.(first: Boolean) -> Unit,
): () -> WorkflowDefinition<String, String> = {
    val runs = AtomicInteger()
    landlordWorkflow(stepRetry = RetryPolicy.NONE) {
        val first = runs.getAndIncrement() == 0
        step("before") {}
        between(first)
        step("after") { "after" }
        step("last") { "last" }
        result(first)
    }
}

private fun branching(): () -> WorkflowDefinition<String, String> = {
    landlordWorkflow {
        parallel(
            { step("calm") { "a" } },
            {
                sleep(1.milliseconds)
                step("odd ${Random.nextLong()}") { "b" }
            },
        )
        "end"
    }
}

private fun attemptNumber(): () -> WorkflowDefinition<String, String> = {
    val attempts = AtomicInteger()
    landlordWorkflow {
        step("attempt ${attempts.incrementAndGet()}") {}
        "end"
    }
}

private fun shuffled(): () -> WorkflowDefinition<String, String> = {
    landlordWorkflow {
        (1..20).shuffled().forEach { n -> step<Unit>("step $n") {} }
        "end"
    }
}

private fun shuffledBranches(): () -> WorkflowDefinition<String, String> = {
    landlordWorkflow {
        parallel((1..20).shuffled().map { n -> stepCalled("branch $n") })
        "end"
    }
}

private fun stepCalled(name: String): suspend WorkflowScope.() -> String = { step(name) { name } }

private fun changedType(): () -> WorkflowDefinition<String, String> = odd { first ->
    when {
        first -> step<Int>("typed") { 1 }
        else -> step<Long>("typed") { 1 }
    }
}

private fun swallowed(): () -> WorkflowDefinition<String, String> = odd { first ->
    val price = runCatching { if (first) 1 else error("the price list is gone") }.getOrNull()
    step("pay ${price ?: "nothing"}") {}
}

private fun captured(): () -> WorkflowDefinition<String, String> = {
    landlordWorkflow {
        val id = UUID.randomUUID()
        step("create") { "made $id" }
    }
}

private fun capturedByUndo(): () -> WorkflowDefinition<String, String> = {
    landlordWorkflow {
        val id = "${Random.nextLong()}"
        compensate("remove") { check(id.isNotEmpty()) }
        step("create") {}
        step("fails") { fail("no") }
    }
}

@Serializable private class Stats(var calls: Int)

private fun assigned(): () -> WorkflowDefinition<String, String> = {
    landlordWorkflow {
        var token = ""
        step("log in") { token = "t" }
        step("use") { "with $token" }
    }
}

private fun filled(): () -> WorkflowDefinition<String, String> = {
    landlordWorkflow {
        val made = ArrayList<String>()
        compensate("remove") { check(made.isNotEmpty()) }
        step("make") { made += "it" }
        step("fails") { fail("no") }
    }
}

private fun capturedList(): () -> WorkflowDefinition<String, String> = {
    landlordWorkflow {
        val ids = listOf(UUID.randomUUID().toString())
        step("create") { "made $ids" }
    }
}

private fun capturedPair(): () -> WorkflowDefinition<String, String> = {
    landlordWorkflow {
        val pair = UUID.randomUUID() to 1
        step("create") { "made $pair" }
    }
}
