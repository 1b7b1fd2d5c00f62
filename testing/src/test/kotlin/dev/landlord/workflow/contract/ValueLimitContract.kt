package dev.landlord.workflow.contract

import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.call
import dev.landlord.workflow.compensate
import dev.landlord.workflow.compensateWith
import dev.landlord.workflow.continueAs
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.send
import dev.landlord.workflow.step
import dev.restate.common.Request
import dev.restate.common.Target
import dev.restate.serde.kotlinx.typeTag
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.serialization.KSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.PrimitiveSerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder

@Serializable private data class Nest(val inner: Nest?)

/** A value that Restate refuses, or that cannot be read again, fails the run, which is undone. */
fun valueLimitContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)
    val tooLarge by lazy { "x".repeat(33 * 1024 * 1024) }

    suspend fun undone(body: suspend WorkflowScope.() -> String): Outcome {
        val undone = CopyOnWriteArrayList<String>()
        val outcome =
            on.run(
                landlordWorkflow {
                    compensate("undo") { undone += "undo" }
                    step("work") {}
                    body()
                }
            )
        undone.toSet() shouldBe setOf("undo")
        return outcome
    }

    test("fault 37: a result that is too large for a message") {
        undone { tooLarge }.message.orEmpty() shouldStartWith
            "[LW172] the result of the workflow: expected at most 33488896 bytes"
    }

    test("fault 37: a failure text that is too large for a message") {
        val failed = undone { fail("no: $tooLarge", 409) }
        failed.code shouldBe 409
        failed.message.orEmpty() shouldStartWith "no: xxx"
        failed.message.orEmpty() shouldContain "(shortened: 34603012 characters"
        failed.message.orEmpty().length shouldBeLessThan 100_000
    }

    test("fault 37: a step that throws a text that is too large for a message") {
        val failed = undone { step<String>("throws", retry = RetryPolicy.NONE) { error(tooLarge) } }
        failed.message.orEmpty() shouldStartWith "step \"throws\" failed: java.lang.IllegalState"
        failed.message.orEmpty().length shouldBeLessThan 100_000
    }

    test("fault 37: an input of another run or service, a promise, a query and a name") {
        val desk = Desk()
        undone { call(Errands.greet(tooLarge)) }.message.orEmpty() shouldStartWith
            "[LW172] call(Errands/greet): expected at most"
        undone { with(desk) { "${ready.complete(tooLarge)}" } }.message.orEmpty() shouldStartWith
            "[LW172] promise \"ready\": expected at most"
        undone { send(Errands.greet(tooLarge)).id }.message.orEmpty() shouldStartWith
            "[LW172] send(Errands/greet): expected at most"
        undone { with(desk) { progress.publish(tooLarge) }.let { "" } }
            .message
            .orEmpty() shouldStartWith "[LW111] query \"progress\": expected a value of at most"
        undone { continueAs("next", tooLarge).let { "" } }.message.orEmpty() shouldStartWith
            "[LW172] "
        undone { step("x".repeat(10_001)) { "" } }.message.orEmpty() shouldStartWith
            "[LW172] step(…), its name: expected at most 10000 characters, found 10001. " +
                "Keep the data elsewhere and pass its address."
    }

    test("fault 37: a step result that cannot be written runs once and fails terminally") {
        val attempts = AtomicInteger()
        undone {
            "${step("divide") { Double.NaN.also { attempts.incrementAndGet() } }}"
        }
            .message
            .orEmpty() shouldStartWith "[LW173] step(\"divide\"): expected a value that can be"
        attempts.get() shouldBe 1
    }

    test("fault 37: a serializer that throws by any exception ends the run, undone") {
        val attempts = AtomicInteger()
        undone { "${step("lock") { Locked().also { attempts.incrementAndGet() } }}" }
            .message
            .orEmpty() shouldStartWith "[LW173] step(\"lock\"): expected a value that can be"
        attempts.get() shouldBe 1
        undone { call(lockedRequest()) }.message.orEmpty() shouldStartWith
            "[LW173] call(Errands/greet): expected a value that can be"
        undone { send(lockedRequest()).id }.message.orEmpty() shouldStartWith
            "[LW173] call(Errands/greet): expected a value that can be"
    }

    test("fault 37: an idempotency key counts for the size of a request") {
        val request =
            Request.of(
                    Target.service("Errands", "greet"),
                    typeTag<String>(),
                    typeTag<String>(),
                    "x",
                )
                .also { it.idempotencyKey = tooLarge }
                .build()
        undone { call(request) }.message.orEmpty() shouldStartWith
            "[LW172] call(Errands/greet): expected at most"
    }

    test("fault 37: undo actions with long names and long failures are all undone") {
        val undone = CopyOnWriteArrayList<String>()
        val outcome =
            on.run(
                landlordWorkflow {
                    compensate("first") { undone += "first" }
                    repeat(LONG_NAMES) { n ->
                        compensateWith("$n ".padEnd(10_000, 'x')) {
                            if (n == 0) fail(tooLarge)
                        }
                    }
                    fail("no", 409)
                }
            )
        outcome.code shouldBe 409
        outcome.message.orEmpty().take(30) shouldStartWith "no; not undone: \"0 xxx"
        undone.toSet() shouldBe setOf("first")
    }

    test("fault 37: a step result that is nested too deep to be read again") {
        undone {
            "${step("nest") { (1..201).fold(null as Nest?) { inner, _ -> Nest(inner) } }}"
        }
            .message
            .orEmpty() shouldStartWith "[LW174] step(\"nest\"): expected at most 200 levels"
        val allowed =
            on.run(
                landlordWorkflow {
                    "${step("nest") { (1..200).fold(null as Nest?) { inner, _ -> Nest(inner) } } != null}"
                }
            )
        allowed.message shouldBe null
        allowed.result shouldBe "true"
    }
}

/** With names of 10,000 characters, more than one message of Restate holds. */
private const val LONG_NAMES = 3_400

private fun lockedRequest(): Request<Locked, String> =
    Request.of(
            Target.service("Errands", "greet"),
            typeTag<Locked>(),
            typeTag<String>(),
            Locked(),
        )
        .build()

@Serializable(LockedSerializer::class) private class Locked

private object LockedSerializer : KSerializer<Locked> {
    override val descriptor = PrimitiveSerialDescriptor("Locked", PrimitiveKind.STRING)

    override fun serialize(encoder: Encoder, value: Locked) = error("locked")

    override fun deserialize(decoder: Decoder) = Locked()
}
