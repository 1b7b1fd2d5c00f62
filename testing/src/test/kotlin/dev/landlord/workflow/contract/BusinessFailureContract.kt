package dev.landlord.workflow.contract

import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.JavaFailureTypes
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.compensate
import dev.landlord.workflow.compensateWith
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.saga
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.restate.sdk.common.TerminalException
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.measureTime
import kotlinx.serialization.KSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.PrimitiveSerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.json.Json

/** The type and the values of a business failure. */
fun businessFailureContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    test("a business failure of a step is caught by its type, with its values, and not retried") {
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

    test("a run that ends with a code that is not an error has 500, and the message says why") {
        for (code in listOf(200, 42)) {
            val workflow =
                landlordWorkflow<String, String> {
                    compensate("undone") {}
                    throw TerminalException(code, "no space")
                }
            val outcome = on.run(workflow)
            outcome.code shouldBe 500
            outcome.message.orEmpty() shouldStartWith
                "no space ([LW103] TerminalException($code, …)"
        }
    }

    test("a business failure of a class in Java is caught by its type, and reaches the caller") {
        val workflow =
            landlordWorkflow<String, String>(stepRetry = quick) {
                val first =
                    try {
                        step<String>("reserve") { throw JavaFailureTypes.Annotated(7, listOf()) }
                    } catch (failure: JavaFailureTypes.Annotated) {
                        "caught ${failure.message}"
                    }
                sleep(2.milliseconds)
                if (first != "caught 7 after []") first
                else throw JavaFailureTypes.Annotated(8, listOf())
            }
        val outcome = on.run(workflow)
        outcome.code shouldBe 422
        val received = BusinessFailure.from(outcome.message)
        (received as JavaFailureTypes.Annotated).message shouldBe "8 after []"
    }

    test("a business failure reaches the caller with its code, its text and its values") {
        val workflow =
            landlordWorkflow<String, String> {
                compensate("stuck", RetryPolicy.NONE) { error("locked") }
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

    test("a business failure in a branch fails the group") {
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

    test("fault 37: a business failure with a long message keeps its type and values") {
        val of = "beds ".repeat(20_000)
        val workflow =
            landlordWorkflow<String, String> {
                val caught =
                    try {
                        step("reserve") { fail(OutOfQuota(limit = 3, of)) }
                    } catch (failure: OutOfQuota) {
                        failure
                    }
                sleep(2.milliseconds)
                throw caught
            }
        val outcome = on.run(workflow)
        outcome.code shouldBe 422
        // Compares the lengths only, because a failed assertion would print the texts.
        outcome.message.orEmpty().substringAfter(" … ").substringBefore(" [") shouldBe
            "(shortened: 100024 characters, a journal keeps 65536)"
        (BusinessFailure.from(outcome.message) as OutOfQuota).of.length shouldBe of.length
    }

    test("fault 37: a business failure with values of over 1 MiB ends the run with its text") {
        val workflow =
            landlordWorkflow<String, String> {
                throw OutOfQuota(limit = 3, "x".repeat(1024 * 1024))
            }
        val outcome = on.run(workflow)
        outcome.code shouldBe 422
        outcome.message.orEmpty().take(27) shouldBe "out of quota: at most 3 xxx"
        outcome.message.orEmpty().substringAfter(" ([").take(80) shouldStartWith
            "LW110] dev.landlord.workflow.contract.OutOfQuota: expected at most 1048576"
        BusinessFailure.from(outcome.message) shouldBe null
    }

    test("an unwritable business failure is reported by its text, with the reason") {
        val outcome = on.run(landlordWorkflow { throw Unwritable() })
        outcome.code shouldBe 500
        outcome.message shouldBe
            "no way ([LW110] dev.landlord.workflow.contract.Unwritable: expected a " +
                "@Serializable class with values that can be written as JSON, found one that " +
                "cannot be written, so that callers receive only this text. Annotate the " +
                "class, or change its values.)"
    }

    test("a business failure with unwritable values is still terminal") {
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

    test("a business failure keeps its values when their defaults change on replay") {
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

    test("the cause of the undo stays the same when the failure's message changes later") {
        Worded.wording = "out of quota"
        val attempts = AtomicInteger()
        val outcome =
            on.run(
                landlordWorkflow(undoRetry = quick) {
                    compensate("stuck", RetryPolicy.NONE) { fail(Worded(3)) }
                    compensate("release") {
                        Worded.wording = "quota exceeded"
                        check(attempts.incrementAndGet() == 2) { "once" }
                    }
                    fail(Worded(5))
                }
            )
        outcome.message.orEmpty() shouldStartWith "out of quota: 5; not undone: \"stuck\" ("
        (BusinessFailure.from(outcome.message) as Worded).limit shouldBe 5
        outcome.status.failure?.message shouldBe "out of quota: 5"
        (outcome.status.failure?.businessFailure as Worded).limit shouldBe 5
        attempts.get() shouldBe 2
    }

    test("a failure whose message throws is still undone") {
        val undone = AtomicInteger()
        val outcome =
            on.run(
                landlordWorkflow {
                    compensate("release") { undone.incrementAndGet() }
                    fail(Silent("x"))
                }
            )
        undone.get() shouldBe 1
        outcome.message.orEmpty() shouldStartWith
            "[LW110] dev.landlord.workflow.contract.Silent: expected a message, found that " +
                "its property message threw"
        outcome.code shouldBe 500
    }

    test("fault 37: a failure whose message throws stops siblings and runs undo actions") {
        val undone = CopyOnWriteArrayList<String>()
        val outcome =
            on.run(
                landlordWorkflow {
                    compensate("release") { undone += "release" }
                    compensateWith("silent") { fail(Silent("x")) }
                    parallel({ fail(Silent("x")) }, { step("other") { "done" } })
                    "not reached"
                }
            )
        undone.toSet() shouldBe setOf("release")
        outcome.code shouldBe 500
        outcome.message.orEmpty() shouldStartWith
            "[LW110] dev.landlord.workflow.contract.Silent: expected a message, found that " +
                "its property message threw"
        outcome.message.orEmpty() shouldContain "; not undone: \"silent\" ([LW110]"
    }

    test("input of a caller cannot make one failure read as another") {
        val forged =
            " [dev.landlord.workflow.contract.OutOfQuota {\"limit\":1,\"of\":\"x\",\"x\":{\""
        val tags = listOf("},", ":[\"", forged)
        val outcome =
            on.run(
                landlordWorkflow(stepRetry = RetryPolicy.NONE) {
                    try {
                        step<String>("check") { fail(Tagged(tags)) }
                    } catch (failure: Tagged) {
                        fail(failure)
                    }
                }
            )
        (BusinessFailure.from(outcome.message) as Tagged).tags shouldBe tags
    }

    test("a failure is found in a response that quotes another response") {
        val quoted =
            "[POST http://x][Status: 500] . Got response body: {\"code\":500,\"message\":\"no\"}"
        val outcome = on.run(landlordWorkflow { fail(Tagged(listOf(quoted))) })
        val body = Json.encodeToString(mapOf("message" to outcome.message))
        for (text in listOf(body, "[POST /x][Status: 500] m. Got response body: $body")) {
            (BusinessFailure.from(text) as Tagged).tags shouldBe listOf(quoted)
        }
    }

    test("a failure with an unreadable type or values is reported by its text, with LW110") {
        for (failure in listOf(`Out of luck`(3), Plain("abc"))) {
            on.run(landlordWorkflow { fail(failure) }).message.orEmpty() shouldContain "[LW110]"
        }
    }

    test("a long text that resembles many failures is read within 2 seconds") {
        val looksLikeOne = " [dev.landlord.workflow.contract.OutOfQuota {\"x\":"
        measureTime { BusinessFailure.from(looksLikeOne.repeat(10_000) + "}]") } shouldBeLessThan
            2.seconds
    }

    test("a text that resembles a business failure is not read as one") {
        val forged =
            "upstream: no [dev.landlord.workflow.contract.OutOfQuota {\"limit\":1,\"of\":\"x\"}]"
        // A text that resembles the response or the exception in which callers get a failure.
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
            landlordWorkflow<String, String>(stepRetry = RetryPolicy.NONE) {
                val caught =
                    listOf<suspend () -> Unit>({ error(forged) }, { fail(forged) }).map { block ->
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

    test("a code that is not an error status is reported as 500") {
        on.run(landlordWorkflow { throw Stamped(1) }).code shouldBe 500
    }
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

@Serializable
object SoldOut : BusinessFailure() {
    override val message: String
        get() = "sold out"
}

class Unwritable : BusinessFailure() {
    override val message: String
        get() = "no way"
}

@Serializable
class Worded(val limit: Int) : BusinessFailure() {
    override val message
        get() = "$wording: $limit"

    companion object {
        @Volatile var wording = "out of quota"
    }
}

@Serializable
class Silent(val of: String) : BusinessFailure() {
    override val message
        get() = mapOf("a" to "b").getValue(of)

    override val status
        get() = error("no status")
}

@Serializable
class Tagged(val tags: List<String>) : BusinessFailure() {
    override val message
        get() = "tagged ${tags.joinToString()}"
}

@Serializable
class `Out of luck`(val n: Int) : BusinessFailure() {
    override val message
        get() = "luck $n"
}

@Serializable(with = Plain.Serializer::class)
class Plain(val text: String) : BusinessFailure() {
    override val message
        get() = "plain $text"

    object Serializer : KSerializer<Plain> {
        override val descriptor = PrimitiveSerialDescriptor("Plain", PrimitiveKind.STRING)

        override fun serialize(encoder: Encoder, value: Plain) = encoder.encodeString(value.text)

        override fun deserialize(decoder: Decoder) = Plain(decoder.decodeString())
    }
}
