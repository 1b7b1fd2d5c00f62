package dev.landlord.workflow.engine

import dev.landlord.workflow.Approval
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.approval
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.restate.WorkflowService
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.RestateServer
import dev.landlord.workflow.testing.http.post
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.minutes

/** The longest durations that the DSL accepts, on a real server and after a restart of it. */
class DurationBoundsTest :
    FunSpec({
        test("fault 36: a server survives the longest durations that are accepted") {
            val sleeps = landlordWorkflow<String, String> { sleep(36_500.days).let { "woken" } }
            val pauses =
                landlordWorkflow<String, String>(
                    stepRetry = RetryPolicy(initialDelay = 365.days, maxDelay = 365.days),
                    maxAttemptDuration = 365.days,
                ) {
                    step<String>("fails") { error("on purpose") }
                }
            val works = landlordWorkflow<String, String> { step("works") { "done" } }
            val asks = Asks(landlordWorkflow<String, String> { it })
            RestateServer.start().use { server ->
                serve(port = 0) {
                        bind(stringService("Sleeps", sleeps))
                        bind(stringService("Pauses", pauses))
                        bind(stringService("Works", works))
                        bind(stringService("Asks", asks.definition()).configure(asks::configure))
                    }
                    .use { service ->
                        server.admin().register(service.uri())
                        fun call(path: String) =
                            post(server.ingressUrl().resolve(path), "\"x\"").first
                        fun status(service: String) =
                            server
                                .admin()
                                .query(
                                    "select status from sys_invocation where target = '$service/it/run'"
                                )
                                .map { it["status"].asText() }

                        call("/Sleeps/it/run/send") shouldBe 202
                        call("/Pauses/it/run/send") shouldBe 202
                        call("/Asks/it/run") shouldBe 200
                        eventually(2.minutes) {
                            status("Pauses") shouldBe listOf("backing-off")
                            call("/Works/before-${System.nanoTime()}/run") shouldBe 200
                        }
                        server.kill()
                        server.restart()
                        eventually(2.minutes) {
                            call("/Works/after-${System.nanoTime()}/run") shouldBe 200
                            status("Asks") shouldBe listOf("completed")
                        }
                    }
            }
        }
    })

private class Asks(private val workflow: WorkflowDefinition<String, String>) : WorkflowService {
    val finance: Approval<Int> by approval<Int>(within = 36_500.days) { authorize { true } }

    override fun name() = "Asks"

    override fun definition() = workflow

    override fun approvals() = listOf(finance)
}
