package dev.landlord.workflow.contract

import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.sleep
import dev.landlord.workflow.state
import dev.landlord.workflow.step
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlin.time.Duration.Companion.milliseconds

/** The state of a run. */
fun stateContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    test("a run reads the state that any branch has set, after any replay") {
        val shop = Stateful()
        val workflow =
            landlordWorkflow<String, String> {
                with(shop) {
                    val before = count.get()
                    count.set(1)
                    sleep(2.milliseconds)
                    parallel(
                        { count.set(checkNotNull(count.get()) + step("two") { 1 }) },
                        { names.set(listOf("a", step("b") { "b" })) },
                    )
                    "$before ${count.get()} ${names.get()}"
                }
            }
        val outcome = on.run(workflow)
        outcome.result shouldBe "null 2 [a, b]"
        outcome.journal shouldContainExactly listOf("Sleep", "two", "b")
    }
}

private class Stateful {
    val count by state<Int>()
    val names by state<List<String>>()
}
