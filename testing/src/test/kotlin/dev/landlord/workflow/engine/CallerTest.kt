package dev.landlord.workflow.engine

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.compensate
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.http.get
import dev.landlord.workflow.testing.http.post
import dev.restate.common.Request
import dev.restate.common.Target
import dev.restate.sdk.common.TerminalException
import dev.restate.sdk.kotlin.WorkflowContext
import dev.restate.serde.TypeTag
import dev.restate.serde.kotlinx.jsonSerde
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.time.Duration.Companion.minutes
import kotlinx.serialization.Serializable

/** Failures and cancellations between the workflow and another service that calls it. */
class CallerTest :
    FunSpec({
        val effects = CopyOnWriteArrayList<String>()
        val atStep = Gate()
        val atUndo = Gate()
        val child =
            landlordWorkflow<String, String> { input ->
                compensate("take back first") { effects += "first taken back" }
                compensate("take back second") {
                    if (input == "go") atUndo.pass()
                    effects += "second taken back"
                }
                if (input == "refuse") fail(NoBeds(2))
                step("in flight") {
                    atStep.pass()
                    effects += "made"
                }
                step("never") { effects += "never" }
                "unreachable"
            }
        // A service on Restate's SDK, as another team would write it.
        val parent =
            stringService("Parent") { context, input ->
                try {
                    context.callChild(input)
                } catch (failure: TerminalException) {
                    (BusinessFailure.from(failure.message) as? NoBeds)?.let { "beds: ${it.beds}" }
                        ?: throw failure
                }
            }
        val server by lazy { RestateServer.start() }
        val service by lazy {
            serve(port = 0) {
                    bind(parent)
                    bind(stringService("Child", child))
                }
                .also { server.admin().register(it.uri()) }
        }
        afterSpec {
            service.close()
            server.close()
        }
        fun invocation(target: String) =
            server
                .admin()
                .query("select id from sys_invocation where target = '$target'")
                .single()["id"]
                .asText()
        fun signals(target: String) =
            server
                .admin()
                .query(
                    "select index from sys_journal where id = '${invocation(target)}' " +
                        "and entry_type like '%Signal%'"
                )
                .size
        fun status(path: String) = get(server.ingressUrl().resolve("$path/status")).second

        test("a typed failure reaches a parent with its values") {
            service.port()
            post(server.ingressUrl().resolve("/Parent/refused/run"), "\"refuse\"") shouldBe
                (200 to "\"beds: 2\"")
            effects shouldContainExactly listOf("second taken back", "first taken back")
        }

        test("a cancelled parent cancels the workflow, which settles and undoes") {
            service.port()
            effects.clear()
            post(server.ingressUrl().resolve("/Parent/cancelled/run/send"), "\"go\"")
            atStep.awaitEntered()
            server.admin().cancel(invocation("Parent/cancelled/run"))
            eventually(2.minutes) { signals("Child/cancelled/run") shouldBe 1 }
            atStep.open()

            atUndo.awaitEntered()
            effects shouldContainExactly listOf("made")
            status("/Child/cancelled") shouldContain "\"phase\":\"COMPENSATING\""
            // A second cancellation during the undo stops nothing.
            server.admin().cancel(invocation("Child/cancelled/run"))
            eventually(2.minutes) { signals("Child/cancelled/run") shouldBe 2 }
            atUndo.open()

            eventually(2.minutes) {
                status("/Child/cancelled") shouldContain "\"phase\":\"CANCELLED\""
            }
            effects shouldContainExactly listOf("made", "second taken back", "first taken back")
            status("/Child/cancelled") shouldContain
                "\"failure\":{\"code\":409,\"message\":\"cancelled\"}"
        }
    })

private suspend fun WorkflowContext.callChild(input: String): String =
    call(
            Request.of(
                    Target.workflow("Child", key(), "run"),
                    TypeTag.of(jsonSerde<String>()),
                    TypeTag.of(jsonSerde<String>()),
                    input,
                )
                .build()
        )
        .await()

@Serializable
private class NoBeds(val beds: Int) : BusinessFailure() {
    override val message
        get() = "no beds: $beds left"
}
