package dev.landlord.workflow.contract

import dev.landlord.workflow.compensate
import dev.landlord.workflow.continueAs
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import java.util.UUID
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.time.Duration.Companion.milliseconds

/** A process that continues in another run. */
fun continueAsContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    test("the next run starts with its input, and the current run ends with its result") {
        val next = "${UUID.randomUUID()}"
        val seen = CopyOnWriteArrayList<String>()
        val undone = CopyOnWriteArrayList<String>()
        val workflow =
            landlordWorkflow<String, String> { input ->
                compensate("undo") { undone += input }
                step("work") { seen += "$workflowId: $input" }
                if (input == "first") continueAs(next, "second", after = 10.milliseconds)
                "did $input"
            }
        on.run(workflow, "first").result shouldBe "did first"
        if (on is ServerRuntime) {
            (on as ServerRuntime).result(next, workflow) shouldBe "did second"
            seen.last() shouldBe "$next: second"
        }
        undone.shouldBeEmpty()
    }
}
