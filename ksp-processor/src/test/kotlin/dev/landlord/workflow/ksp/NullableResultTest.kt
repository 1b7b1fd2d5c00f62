package dev.landlord.workflow.ksp

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain

/** Results that may be `null`, in the generated client for Java. */
class NullableResultTest :
    FunSpec({
        test("fault 5: a nullable result is an Optional for Java") {
            val source =
                """
                package acme

                import dev.landlord.workflow.LandlordWorkflow
                import dev.landlord.workflow.landlordWorkflow
                import dev.landlord.workflow.promise
                import dev.landlord.workflow.query

                @LandlordWorkflow
                class Lookup {
                    val found by promise<Int?>()
                    val seen by query<String?>()
                    val workflow = landlordWorkflow<String, String?> { it.ifEmpty { null } }
                }
                """
                    .trimIndent()
            val run = ProcessorRun(mapOf("Lookup.kt" to source))
            run.errors shouldBe emptyList()
            val client = run.generated.getValue("java/acme/LookupClient.java")
            for (method in
                listOf(
                    "Optional<String> run(String request, Duration timeout)",
                    "CompletableFuture<Optional<String>> runAsync(String request, Duration timeout)",
                    "Optional<String> attach(Duration timeout)",
                    "Optional<String> peek()",
                    "Optional<Integer> found(Duration timeout)",
                    "Optional<String> seen()",
                )) client shouldContain "public $method {"
            run.javaProblems("-Xlint:all") shouldBe emptyList()
        }
    })
