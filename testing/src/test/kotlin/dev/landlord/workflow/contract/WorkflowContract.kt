package dev.landlord.workflow.contract

import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.compensate
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.log.LogCapture
import dev.landlord.workflow.now
import dev.landlord.workflow.parallel
import dev.landlord.workflow.saga
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.landlord.workflow.terminalOn
import dev.landlord.workflow.uuid
import dev.restate.sdk.common.TerminalException
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldNotContain
import io.kotest.matchers.ints.shouldBeGreaterThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import kotlinx.serialization.KSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationException
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.PrimitiveSerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.json.Json
import org.apache.logging.log4j.Level

/** What every construct does, wherever it runs. */
abstract class WorkflowContract(runtime: () -> ContractRuntime, missing: String? = null) :
    FunSpec({
        skipAllIf(missing)
        val on by lazy(runtime)
        val quick =
            RetryPolicy(initialDelay = 2.milliseconds, maxDelay = 4.milliseconds, maxAttempts = 3)

        test("a workflow without operations returns what its body returns") {
            on.run(landlordWorkflow { "hello $it" }, "world") shouldBe
                Outcome("hello world", null, null, emptyList())
        }

        test("steps run once each and in order, and their results reach the body") {
            val ran = CopyOnWriteArrayList<String>()
            val outcome =
                on.run(
                    landlordWorkflow { input ->
                        val one =
                            step("one") {
                                ran += "one"
                                "$input 1"
                            }
                        val two =
                            step("two") {
                                ran += "two"
                                "$one 2"
                            }
                        step("nothing") { ran += "nothing" }
                        two
                    },
                    "0",
                )
            outcome shouldBe Outcome("0 1 2", null, null, listOf("one", "two", "nothing"))
            ran shouldContainExactly listOf("one", "two", "nothing")
        }

        test("a step may return null, a list or nothing") {
            val workflow =
                landlordWorkflow<String, String> {
                    val nothing = step<String?>("null") { null }
                    val list = step("list") { listOf(1, 2) }
                    val unit = step("unit") {}
                    val nullableUnit = step<Unit?>("nullable unit") { null }
                    "$nothing $list ${unit == Unit} $nullableUnit"
                }
            on.run(workflow).result shouldBe "null [1, 2] true null"
        }

        test("a repeated step name is numbered") {
            val workflow =
                landlordWorkflow<String, String> {
                    (1..3).map { n -> step("again") { n } }.joinToString()
                }
            on.run(workflow) shouldBe
                Outcome("1, 2, 3", null, null, listOf("again", "again #2", "again #3"))
        }

        test("a step that fails for a while is tried again, and nothing is undone") {
            val attempts = AtomicInteger()
            val undone = AtomicInteger()
            val workflow =
                landlordWorkflow<String, String>(stepRetry = quick) {
                    compensate("undo") { undone.incrementAndGet() }
                    step("flaky") {
                        check(attempts.incrementAndGet() >= 3) { "not yet" }
                        "done"
                    }
                }
            on.run(workflow) shouldBe Outcome("done", null, null, listOf("flaky"))
            attempts.get() shouldBe 3
            undone.get() shouldBe 0
        }

        test(
            "a step that keeps failing fails terminally after its last attempt, with its name and cause"
        ) {
            val attempts = AtomicInteger()
            val workflow =
                landlordWorkflow<String, String>(stepRetry = quick) {
                    step("doomed") {
                        attempts.incrementAndGet()
                        throw java.io.IOException("disk full")
                    }
                }
            on.run(workflow) shouldBe
                Outcome(
                    null,
                    500,
                    "step \"doomed\" failed: java.io.IOException: disk full",
                    listOf("doomed"),
                )
            attempts.get() shouldBe 3
        }

        test("the policy of a step wins over that of the workflow") {
            val attempts = AtomicInteger()
            val workflow =
                landlordWorkflow<String, String>(stepRetry = quick) {
                    step("once", retry = RetryPolicy.None) {
                        attempts.incrementAndGet()
                        error("no")
                    }
                }
            on.run(workflow).code shouldBe 500
            attempts.get() shouldBe 1
        }

        test("fail() in a step is not retried, and the body may catch it") {
            val attempts = AtomicInteger()
            val workflow =
                landlordWorkflow<String, String> {
                    try {
                        step("quota") {
                            attempts.incrementAndGet()
                            fail("out of quota", 422)
                        }
                    } catch (failure: TerminalException) {
                        "caught ${failure.code}: ${failure.message}"
                    }
                }
            on.run(workflow).result shouldBe "caught 422: out of quota"
            attempts.get() shouldBe 1
        }

        test("fail() in the body ends the run with its code and message") {
            val outcome = on.run(landlordWorkflow { fail("no such tenant", 404) })
            outcome shouldBe Outcome(null, 404, "no such tenant", emptyList())
        }

        test("undo actions run in reverse order when the body fails, each in the journal") {
            val undone = CopyOnWriteArrayList<String>()
            val workflow =
                landlordWorkflow<String, String> {
                    val database = step("create database") { "db-1" }
                    compensate("drop database") { undone += "drop $database" }
                    compensate("stop app") { undone += "stop app" }
                    step("start app") { fail("no memory", 507) }
                }
            on.run(workflow) shouldBe
                Outcome(
                    null,
                    507,
                    "no memory",
                    listOf(
                        "create database",
                        "start app",
                        "failure",
                        "undo: stop app",
                        "undo: drop database",
                    ),
                )
            undone shouldContainExactly listOf("stop app", "drop db-1")
        }

        test("what the run fails with is what it failed with first, whatever a replay computes") {
            val bodies = AtomicInteger()
            val undone = AtomicInteger()
            val outcome =
                on.run(
                    landlordWorkflow(undoRetry = quick) {
                        val body = bodies.incrementAndGet()
                        compensate("undo") { check(undone.incrementAndGet() == 3) { "not yet" } }
                        fail("body $body")
                    }
                )
            outcome.message shouldBe "body 1"
            outcome.status.failure?.message shouldBe "body 1"
            undone.get() shouldBe 3
            bodies.get() shouldBeGreaterThanOrEqual 2
        }

        test("no undo action runs when the body ends well") {
            val undone = AtomicInteger()
            val workflow =
                landlordWorkflow<String, String> {
                    compensate("undo") { undone.incrementAndGet() }
                    step("work") { "fine" }
                }
            on.run(workflow).journal shouldBe listOf("work")
            undone.get() shouldBe 0
        }

        test(
            "an undo action is tried again, and one that fails for good is told and stops no other"
        ) {
            val attempts = AtomicInteger()
            val undone = AtomicInteger()
            val workflow =
                landlordWorkflow<String, String> {
                    compensate("first") { undone.incrementAndGet() }
                    compensate("flaky", retry = quick) {
                        check(attempts.incrementAndGet() == 3) { "not yet" }
                    }
                    compensate("stuck", retry = RetryPolicy.None) { error("locked") }
                    fail("too late", 410)
                }
            val outcome = on.run(workflow)
            outcome.code shouldBe 410
            outcome.message shouldBe
                "too late; not undone: \"stuck\" " +
                    "(step \"undo: stuck\" failed: java.lang.IllegalStateException: locked)"
            attempts.get() shouldBe 3
            undone.get() shouldBe 1
        }

        test("a failure that the body catches undoes nothing") {
            val undone = AtomicInteger()
            val workflow =
                landlordWorkflow<String, String> {
                    compensate("undo") { undone.incrementAndGet() }
                    try {
                        step("first way") { fail("closed", 503) }
                    } catch (_: TerminalException) {
                        step("second way") { "went" }
                    }
                }
            on.run(workflow).result shouldBe "went"
            undone.get() shouldBe 0
        }

        test("neither catch nor finally in a body sees anything but terminal failures") {
            val seen = CopyOnWriteArrayList<String>()
            val attempts = AtomicInteger()
            val workflow =
                landlordWorkflow<String, String>(stepRetry = quick) {
                    try {
                        sleep(2.milliseconds)
                        step("flaky") {
                            check(attempts.incrementAndGet() >= 2) { "not yet" }
                            "fine"
                        }
                    } catch (failure: Throwable) {
                        seen += failure.toString()
                        throw failure
                    } finally {
                        seen += "finally"
                    }
                }
            on.run(workflow).result shouldBe "fine"
            seen shouldContainExactly listOf("finally")
        }

        test("sleep is durable and one entry") {
            val workflow =
                landlordWorkflow<String, String> {
                    sleep(50.milliseconds)
                    "slept"
                }
            on.run(workflow) shouldBe Outcome("slept", null, null, listOf("Sleep"))
        }

        test("now, uuid and random are the same on every replay, and differ from draw to draw") {
            val seen = CopyOnWriteArrayList<String>()
            val attempts = AtomicInteger()
            val workflow =
                landlordWorkflow<String, String>(stepRetry = quick) {
                    val drawn =
                        "${now()} ${uuid()} ${uuid()} ${random.nextLong()} ${random.nextInt(10)}"
                    seen += drawn
                    sleep(2.milliseconds)
                    step("flaky") { check(attempts.incrementAndGet() >= 2) { "not yet" } }
                    drawn
                }
            val drawn = checkNotNull(on.run(workflow).result)
            seen.toSet() shouldBe setOf(drawn)
            seen.size shouldBeGreaterThanOrEqual 2
            val (_, first, second) = drawn.split(' ')
            first shouldNotBe second
        }

        test("the workflow id is what the run was started with, in steps too") {
            val workflow =
                landlordWorkflow<String, String> {
                    val inStep = step("id") { workflowId }
                    "${inStep == workflowId} ${workflowId.isNotEmpty()}"
                }
            on.run(workflow).result shouldBe "true true"
        }

        test("the log is silent on replay") {
            val workflow =
                landlordWorkflow<String, String> {
                    log.info { "one" }
                    sleep(2.milliseconds)
                    log.info { "two" }
                    step("work") {}
                    log.info { "three" }
                    sleep(2.milliseconds)
                    workflowId
                }
            LogCapture("dev.landlord.workflow", Level.INFO).use { log ->
                val id = on.run(workflow).result
                log.messages shouldContainExactly listOf("$id: one", "$id: two", "$id: three")
            }
        }

        test("parallel branches return their results in the order in which they were written") {
            val workflow =
                landlordWorkflow<String, String> {
                    val (a, b) = parallel({ step("a") { "A" } }, { step("b") { 2 } })
                    val (c, d, e) =
                        parallel({ "C" }, { step("d") { "D" } }, { sleep(2.milliseconds) })
                    val many = parallel((1..4).map { n -> branch(n) })
                    "$a$b$c$d${e == Unit}$many"
                }
            on.run(workflow).result shouldBe "A2CDtrue[10, 20, 30, 40]"
        }

        test(
            "steps of parallel branches run at the same time, and the body goes on when all have ended"
        ) {
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

        test(
            "the first failure of a branch stops its siblings, and everything is undone in reverse"
        ) {
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

        test(
            "a cancellation lets the step in flight settle, then undoes everything, that step too"
        ) {
            val effects = CopyOnWriteArrayList<String>()
            val outcome = on.runAndCancelWorkflow { gate ->
                landlordWorkflow {
                    step("in flight") {
                        gate.awaitCancelled()
                        effects += "made"
                    }
                    compensate("take back") { effects += "taken back" }
                    step("never") { effects += "never" }
                    "unreachable"
                }
            }
            outcome.code shouldBe 409
            outcome.message shouldBe "cancelled"
            outcome.journal shouldContainExactly listOf("in flight", "undo: take back")
            effects shouldContainExactly listOf("made", "taken back")
        }

        test("a step in flight that fails after a cancellation is not tried again") {
            val attempts = AtomicInteger()
            val undone = AtomicInteger()
            val outcome = on.runAndCancelWorkflow { gate ->
                landlordWorkflow {
                    compensate("take back") { undone.incrementAndGet() }
                    step("in flight") {
                        gate.awaitCancelled()
                        attempts.incrementAndGet()
                        error("broken")
                    }
                }
            }
            outcome.code shouldBe 409
            outcome.message shouldContain "cancelled"
            attempts.get() shouldBeIn listOf(1, 2)
            undone.get() shouldBe 1
        }

        for ((what, failing) in
            listOf<Pair<String, suspend () -> Double>>(
                "an error" to { throw NotImplementedError("later") },
                "a cancellation of its own" to
                    {
                        withTimeout(1.milliseconds) { delay(1.minutes) }
                        0.0
                    },
                "a result that cannot be written" to { Double.NaN },
            )) {
            test(
                "$what in a step is a failure of it: tried again, named, and after a cancellation final"
            ) {
                val attempts = AtomicInteger()
                val retried =
                    on.run(
                        landlordWorkflow(stepRetry = quick) {
                            step("odd") {
                                attempts.incrementAndGet()
                                failing()
                            }
                            "unreachable"
                        }
                    )
                retried.message.orEmpty() shouldStartWith "step \"odd\" failed: "
                attempts.get() shouldBe 3

                attempts.set(0)
                val cancelled = on.runAndCancelWorkflow { gate ->
                    landlordWorkflow(stepRetry = RetryPolicy(2.milliseconds, maxAttempts = 8)) {
                        step("odd") {
                            gate.awaitCancelled()
                            attempts.incrementAndGet()
                            failing()
                        }
                        "unreachable"
                    }
                }
                cancelled.message shouldBe "cancelled"
                attempts.get() shouldBeIn listOf(1, 2)
            }
        }

        test("a failing step in one branch never tears the step of another (G3)") {
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

        test("a bug in one branch never tears the step of another either") {
            val bugs = AtomicInteger()
            val slow = AtomicInteger()
            val settled = AtomicInteger()
            val workflow =
                landlordWorkflow<String, String> {
                    val (_, b) =
                        parallel(
                            {
                                sleep(50.milliseconds)
                                check(bugs.incrementAndGet() > 1) { "a bug" }
                            },
                            {
                                step("slow") {
                                    slow.incrementAndGet()
                                    // The next attempt must not begin while this runs.
                                    meanwhile(500.milliseconds) { bugs.get() >= 2 }
                                    settled.incrementAndGet()
                                }
                            },
                        )
                    "$b"
                }
            on.run(workflow).result shouldBe "1"
            slow.get() shouldBe 1
            settled.get() shouldBe 1
        }

        test("a result that cannot be read in one branch never tears the step of another either") {
            Shy.readable = false
            val started = AtomicInteger()
            val settled = AtomicInteger()
            val workflow =
                landlordWorkflow<String, String> {
                    val (_, b) =
                        parallel(
                            {
                                sleep(50.milliseconds)
                                step("shy") { Shy }
                            },
                            {
                                step("slow") {
                                    started.incrementAndGet()
                                    meanwhile(500.milliseconds) { Shy.readable }
                                    Shy.readable = true
                                    settled.incrementAndGet()
                                }
                            },
                        )
                    "$b"
                }
            on.run(workflow).result shouldBe "1"
            started.get() shouldBe 1
        }

        test("what a policy is terminal on is not tried again; a subclass of it neither") {
            val attempts = AtomicInteger()
            val policy = quick.terminalOn<IllegalArgumentException>()
            val workflow =
                landlordWorkflow<String, String>(stepRetry = policy) {
                    step("check") {
                        if (attempts.incrementAndGet() == 1) error("try again")
                        throw NumberFormatException("abc")
                    }
                }
            on.run(workflow).message shouldBe
                "step \"check\" failed: java.lang.NumberFormatException: abc"
            attempts.get() shouldBe 2
        }

        for ((what, busy) in
            listOf<Pair<String, suspend () -> Unit>>(
                "suspends" to { delay(1.minutes) },
                "holds its thread" to { Thread.sleep(60_000) },
            )) {
            test("an attempt that $what for longer than its timeout ends, and is tried again") {
                val attempts = AtomicInteger()
                val running = AtomicInteger()
                val workflow =
                    landlordWorkflow<String, String>(stepRetry = quick) {
                        step("slow", timeout = 30.milliseconds) {
                            check(running.incrementAndGet() == 1) { "two attempts at once" }
                            try {
                                if (attempts.incrementAndGet() < 3) busy()
                            } finally {
                                running.decrementAndGet()
                            }
                            "attempt ${attempts.get()}"
                        }
                    }
                on.run(workflow).result shouldBe "attempt 3"
            }
        }

        test("the last attempt that takes too long fails the step, and says so") {
            val workflow =
                landlordWorkflow<String, String>(stepRetry = RetryPolicy.None) {
                    step("slow", timeout = 20.milliseconds) { delay(1.minutes).let { "never" } }
                }
            on.run(workflow).message shouldBe "step \"slow\" failed: took longer than 20ms"
        }

        test("a timeout that is not reached changes nothing") {
            val workflow =
                landlordWorkflow<String, String> {
                    compensate("undo", timeout = 1.minutes) {}
                    val quickly = step("quick", timeout = 1.minutes) { "done" }
                    fail(quickly)
                }
            on.run(workflow) shouldBe
                Outcome(null, 500, "done", listOf("quick", "failure", "undo: undo"))
        }

        test(
            "a business failure of a step is caught by its type, with its values, and not retried"
        ) {
            val attempts = AtomicInteger()
            val workflow =
                landlordWorkflow<String, String>(stepRetry = quick) {
                    val room =
                        try {
                            step("reserve") {
                                attempts.incrementAndGet()
                                fail(OutOfQuota(limit = 5, of = "rooms [a {b}]"))
                            }
                        } catch (failure: OutOfQuota) {
                            "caught ${failure.limit} ${failure.of} ${failure.code}"
                        }
                    sleep(2.milliseconds)
                    step("after") { room }
                }
            on.run(workflow).result shouldBe "caught 5 rooms [a {b}] 422"
            attempts.get() shouldBe 1
        }

        test("a business failure reaches the caller with its code, its text and its values") {
            val workflow =
                landlordWorkflow<String, String> {
                    compensate("stuck", RetryPolicy.None) { error("locked") }
                    saga {
                        compensate("undone") {}
                        throw OutOfQuota(limit = 7, of = "beds")
                    }
                }
            val outcome = on.run(workflow)
            outcome.code shouldBe 422
            outcome.message shouldBe
                "out of quota: at most 7 beds; not undone: \"stuck\" (step \"undo: stuck\" failed: " +
                    "java.lang.IllegalStateException: locked) " +
                    "[dev.landlord.workflow.contract.OutOfQuota {\"limit\":7,\"of\":\"beds\"}]"
            val failure = BusinessFailure.from(outcome.message) as OutOfQuota
            "${failure.limit} ${failure.of}" shouldBe "7 beds"
            outcome.journal shouldBe listOf("undo: undone", "failure", "undo: stuck")
        }

        test("a business failure in a branch is what the group fails with") {
            val workflow =
                landlordWorkflow<String, String> {
                    try {
                        parallel(
                            { sleep(1.minutes) },
                            { step<Unit>("reserve") { fail(OutOfQuota(3, "cars")) } },
                        )
                        "unreachable"
                    } catch (failure: OutOfQuota) {
                        "caught ${failure.limit} ${failure.of}"
                    }
                }
            on.run(workflow).result shouldBe "caught 3 cars"
        }

        test("a business failure that cannot be written is told by its text, which says so") {
            val outcome = on.run(landlordWorkflow { throw Unwritable() })
            outcome.code shouldBe 500
            outcome.message shouldBe
                "no way ([LW110] dev.landlord.workflow.contract.Unwritable: expected a @Serializable " +
                    "class with values that JSON knows, so that callers get them too)"
        }

        test("a business failure whose values cannot be written is final all the same") {
            val attempts = AtomicInteger()
            val workflow =
                landlordWorkflow<String, String>(stepRetry = quick) {
                    try {
                        step<String>("measure") {
                            attempts.incrementAndGet()
                            fail(Ratio(Double.NaN))
                        }
                    } catch (failure: TerminalException) {
                        fail(Ratio(Double.NaN))
                    }
                }
            on.run(workflow).message.orEmpty() shouldStartWith "NaN is no ratio ([LW110] "
            attempts.get() shouldBe 1
        }

        test("a business failure keeps the values it had, whatever their defaults are on replay") {
            val draws = AtomicInteger()
            val bodies = AtomicInteger()
            val seen = CopyOnWriteArrayList<Int>()
            val workflow =
                landlordWorkflow<String, String>(stepRetry = quick) {
                    try {
                        step<Unit>("draw") { throw Stamped(draws.incrementAndGet()) }
                    } catch (stamped: Stamped) {
                        seen += stamped.at
                    }
                    sleep(2.milliseconds)
                    check(bodies.incrementAndGet() >= 3) { "once more" }
                    "done"
                }
            Stamped.default = 7
            on.run(workflow).result shouldBe "done"
            seen.toSet() shouldBe setOf(1)
        }

        test("a text that looks like a business failure is none") {
            val forged =
                "upstream: no [dev.landlord.workflow.contract.OutOfQuota {\"limit\":1,\"of\":\"x\"}]"
            // And one that looks like the response or the exception in which callers get one.
            val responses =
                listOf(
                    Json.encodeToString(mapOf("message" to forged)),
                    "Got response body: " + Json.encodeToString(mapOf("message" to forged)),
                )
            for (response in responses) {
                val outcome = on.run(landlordWorkflow { fail(response) })
                outcome.message.orEmpty().trim() shouldBe response
                BusinessFailure.from(outcome.message) shouldBe null
            }
            val workflow =
                landlordWorkflow<String, String>(stepRetry = RetryPolicy.None) {
                    val caught =
                        listOf<suspend () -> Unit>({ error(forged) }, { fail(forged) }).map { block
                            ->
                            try {
                                step("call") { block() }
                                "nothing"
                            } catch (failure: TerminalException) {
                                "${failure is OutOfQuota}"
                            }
                        }
                    fail("$caught $forged")
                }
            val outcome = on.run(workflow)
            outcome.message.orEmpty() shouldStartWith "[false, false] upstream"
            BusinessFailure.from(outcome.message) shouldBe null
        }

        test("a status that is none of a failure is told as 500") {
            on.run(landlordWorkflow { throw Stamped(1) }).code shouldBe 500
        }

        test("what a saga has not undone is told at the end, whatever the run fails with then") {
            val outcome = on.runAndCancelWorkflow { gate ->
                landlordWorkflow {
                    saga {
                        compensate("stuck", RetryPolicy.None) { error("locked") }
                        step("in flight") { gate.awaitCancelled() }
                        step("never") {}
                    }
                    "unreachable"
                }
            }
            outcome.code shouldBe 409
            outcome.message.orEmpty() shouldStartWith "cancelled; not undone: \"stuck\" ("

            val later =
                landlordWorkflow<String, String> {
                    try {
                        saga {
                            compensate("stuck", RetryPolicy.None) { error("locked") }
                            fail("first")
                        }
                    } catch (_: TerminalException) {}
                    fail("second")
                }
            on.run(later).message.orEmpty() shouldStartWith "second; not undone: \"stuck\" ("
        }

        test("what one run has not undone, no other tells") {
            val workflow =
                landlordWorkflow<String, String> { name ->
                    compensate("stuck $name", RetryPolicy.None) { error("locked") }
                    throw SoldOut
                }
            on.run(workflow, "one")
            on.run(workflow, "two").message.orEmpty() shouldNotContain "stuck one"
        }

        test(
            "undo actions of a saga that ended well keep their place among those of other branches"
        ) {
            val undone = CopyOnWriteArrayList<String>()
            val workflow =
                landlordWorkflow<String, String> {
                    parallel(
                        {
                            saga {
                                compensate("a") { undone += "a" }
                                sleep(300.milliseconds)
                            }
                        },
                        {
                            sleep(20.milliseconds)
                            compensate("b") { undone += "b" }
                        },
                    )
                    fail("the end")
                }
            on.run(workflow)
            undone shouldContainExactly listOf("b", "a")
        }

        test("an attempt that has been elsewhere is interrupted too when its time is up") {
            val begun = System.nanoTime()
            val workflow =
                landlordWorkflow<String, String>(stepRetry = RetryPolicy.None) {
                    step("slow", timeout = 50.milliseconds) {
                        withContext(Dispatchers.IO) { 1 }
                        Thread.sleep(20_000)
                    }
                    "unreachable"
                }
            on.run(workflow).message shouldBe "step \"slow\" failed: took longer than 50ms"
            check(System.nanoTime() - begun < 10_000_000_000) { "it was not interrupted" }
        }

        test("a result that is too large fails its step terminally, and says what to do") {
            val attempts = AtomicInteger()
            val workflow =
                landlordWorkflow<String, String>(maxResultSize = 100) {
                    step("small") { "x".repeat(98) }
                    step("large") {
                        attempts.incrementAndGet()
                        "x".repeat(99)
                    }
                }
            on.run(workflow) shouldBe
                Outcome(
                    null,
                    500,
                    "[LW111] step(\"large\"): expected a result of at most 100 bytes, found 101. A " +
                        "journal is replayed whole: keep the data elsewhere and return where it is, " +
                        "or set landlordWorkflow(maxResultSize = …).",
                    listOf("small", "large"),
                )
            attempts.get() shouldBe 1
        }

        test("a saga that fails is undone, and the body that catches it goes on") {
            val undone = CopyOnWriteArrayList<String>()
            val workflow =
                landlordWorkflow<String, String> {
                    compensate("outer") { undone += "outer" }
                    try {
                        saga {
                            compensate("first") { undone += "first" }
                            step("reserve") {}
                            compensate("second") { undone += "second" }
                            step<String>("pay") { fail("declined", 402) }
                        }
                    } catch (failure: TerminalException) {
                        step("pay otherwise") { "after ${failure.code} ${failure.message}" }
                    }
                }
            on.run(workflow) shouldBe
                Outcome(
                    "after 402 declined",
                    null,
                    null,
                    listOf("reserve", "pay", "undo: second", "undo: first", "pay otherwise"),
                )
            undone shouldContainExactly listOf("second", "first")
        }

        test("what a saga that ended well registered is undone with the rest, in its place") {
            val undone = CopyOnWriteArrayList<String>()
            val workflow =
                landlordWorkflow<String, String> {
                    compensate("before") { undone += "before" }
                    val kept = saga {
                        compensate("in it") { undone += "in it" }
                        saga { compensate("in one in it") { undone += "in one in it" } }
                        step("work") { "kept" }
                    }
                    compensate("after") { undone += "after" }
                    fail("$kept, and too late", 410)
                }
            on.run(workflow).message shouldBe "kept, and too late"
            undone shouldContainExactly listOf("after", "in one in it", "in it", "before")
        }

        test("a failure that nobody catches is undone from the inside out") {
            val undone = CopyOnWriteArrayList<String>()
            val workflow =
                landlordWorkflow<String, String> {
                    compensate("outer") { undone += "outer" }
                    saga {
                        compensate("middle") { undone += "middle" }
                        saga {
                            compensate("inner") { undone += "inner" }
                            fail("deep inside", 418)
                        }
                    }
                }
            on.run(workflow) shouldBe
                Outcome(
                    null,
                    418,
                    "deep inside",
                    listOf("undo: inner", "undo: middle", "failure", "undo: outer"),
                )
            undone shouldContainExactly listOf("inner", "middle", "outer")
        }

        test(
            "an undo action of a saga that fails for good stops no other, and the failure names it"
        ) {
            val undone = AtomicInteger()
            val workflow =
                landlordWorkflow<String, String> {
                    try {
                        saga {
                            compensate("first") { undone.incrementAndGet() }
                            compensate("stuck", RetryPolicy.None) { error("locked") }
                            fail("no", 409)
                        }
                    } catch (failure: TerminalException) {
                        "${failure.code} ${failure.message}"
                    }
                }
            on.run(workflow).result shouldBe
                "409 no; not undone: \"stuck\" " +
                    "(step \"undo: stuck\" failed: java.lang.IllegalStateException: locked)"
            undone.get() shouldBe 1
        }

        test(
            "a cancellation within a saga undoes it first, the step in flight too, and then the rest"
        ) {
            val undone = CopyOnWriteArrayList<String>()
            val outcome = on.runAndCancelWorkflow { gate ->
                landlordWorkflow {
                    compensate("outer") { undone += "outer" }
                    saga {
                        step("in flight") { gate.awaitCancelled() }
                        compensate("inner") { undone += "inner" }
                        step("never") {}
                    }
                    "unreachable"
                }
            }
            outcome.message shouldBe "cancelled"
            outcome.journal shouldContainExactly listOf("in flight", "undo: inner", "undo: outer")
            undone shouldContainExactly listOf("inner", "outer")
        }

        test("a saga in a branch that is stopped is undone before the group fails") {
            val undone = CopyOnWriteArrayList<String>()
            val workflow =
                landlordWorkflow<String, String> {
                    try {
                        parallel(
                            {
                                saga {
                                    compensate("left") { undone += "left" }
                                    sleep(1.minutes)
                                }
                            },
                            {
                                sleep(5.milliseconds)
                                step<Unit>("fails") { fail("right is broken", 418) }
                            },
                        )
                        "unreachable"
                    } catch (failure: TerminalException) {
                        step("after") { "$undone ${failure.message}" }
                    }
                }
            on.run(workflow) shouldBe
                Outcome(
                    "[left] right is broken",
                    null,
                    null,
                    listOf("Sleep", "Sleep", "fails", "undo: left", "after"),
                )
        }

        test("a cancellation that the body swallows still ends the run cancelled and undone") {
            val undone = AtomicInteger()
            val outcome = on.runAndCancelWorkflow { gate ->
                landlordWorkflow {
                    compensate("take back") { undone.incrementAndGet() }
                    try {
                        step("in flight") { gate.awaitCancelled() }
                        step("next") {}
                    } catch (_: TerminalException) {}
                    "as if nothing had happened"
                }
            }
            outcome.code shouldBe 409
            undone.get() shouldBe 1
        }
    })

/**
 * Keeps a block busy until another branch has come where the test wants it; not for ever, because
 * in memory one block runs after the other.
 */
private suspend fun meanwhile(atMost: Duration = 2.seconds, condition: () -> Boolean) {
    withTimeoutOrNull(atMost) { while (!condition()) yield() }
}

@Serializable
class OutOfQuota(val limit: Int, val of: String) : BusinessFailure() {
    override val message: String
        get() = "out of quota: at most $limit $of"

    override val status: Int
        get() = 422
}

@Serializable
class Ratio(val of: Double) : BusinessFailure() {
    override val message: String
        get() = "$of is no ratio"
}

@Serializable
class Stamped(val at: Int = default) : BusinessFailure() {
    override val message: String
        get() = "stamped"

    override val status: Int
        get() = 200

    companion object {
        @Volatile var default: Int = 1
    }
}

/** Can always be written, and read only when [readable]. */
@Serializable(with = Shy.Serializer::class)
object Shy {
    @Volatile var readable: Boolean = true

    object Serializer : KSerializer<Shy> {
        override val descriptor = PrimitiveSerialDescriptor("Shy", PrimitiveKind.INT)

        override fun serialize(encoder: Encoder, value: Shy) = encoder.encodeInt(1)

        override fun deserialize(decoder: Decoder): Shy {
            decoder.decodeInt()
            if (!readable) throw SerializationException("too shy")
            return Shy
        }
    }
}

@Serializable
object SoldOut : BusinessFailure() {
    override val message: String
        get() = "sold out"
}

class Unwritable : BusinessFailure() {
    override val message: String
        get() = "no way"
}

private fun branch(n: Int): suspend dev.landlord.workflow.WorkflowScope.() -> Int = {
    step("branch") { n * 10 }
}
