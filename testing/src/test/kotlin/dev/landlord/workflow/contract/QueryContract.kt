package dev.landlord.workflow.contract

import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.query
import dev.landlord.workflow.step
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.shouldBe

/** The queries that a run publishes. */
fun queryContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    test("a query returns the last published value, during the run and after it") {
        val desk = Desk()
        lateinit var play: Play
        on.play(
            desk,
            landlordWorkflow {
                awaitSignal(desk.resized)
                with(desk) { progress.publish("half") }
                awaitSignal(desk.resized)
                with(desk) { progress.publish("done") }
                step("last") { "end" }
            },
        ) {
            play = this
            eventually("the run exists") {
                progress().text == "progress has not been published yet"
            }
            progress().code shouldBe 404
            send("go")
            eventually("half") { progress() == Answer(200, "\"half\"") }
            send("go")
        }
        play.progress() shouldBe Answer(200, "\"done\"")
    }

    test("a value that another version published as another type is an error, not shown") {
        class Older {
            val progress by query<List<Int>>()
        }
        val desk = Desk()
        lateinit var play: Play
        on.play(
            desk,
            landlordWorkflow {
                with(Older()) { progress.publish(listOf(4711)) }
                step("last") { "end" }
            },
        ) {
            play = this
        }
        play.progress() shouldBe
            Answer(
                500,
                "progress: expected a value of the type kotlin.String, found one that another " +
                    "version of the workflow published",
            )
    }

    test("a value over the size limit is neither published nor accepted") {
        val desk = Desk()
        val outcome =
            on.play(
                desk,
                landlordWorkflow(maxResultSize = 10) {
                    awaitSignal(desk.resized)
                    with(desk) { progress.publish("x".repeat(9)) }
                    "unreachable"
                },
            ) {
                eventually("the run exists") { progress().code == 404 && status().undo.isEmpty() }
                send("x".repeat(1024 * 1024)).code shouldBe 400
                send("go").code shouldBe 200
            }
        outcome.code shouldBe 500
        outcome.message shouldBe
            "[LW111] query \"progress\": expected a value of at most 10 bytes, because " +
                "each replay reads the whole journal, found 11. Keep the data elsewhere and " +
                "return its address, or raise the maxResultSize of the workflow."
    }
}
