package dev.landlord.workflow.engine

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.Approval
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.approval
import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.poll
import dev.landlord.workflow.race
import dev.landlord.workflow.remindEvery
import dev.landlord.workflow.restate.WorkflowService
import dev.landlord.workflow.send
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.http.post
import dev.landlord.workflow.withTimeout
import dev.restate.common.Request
import dev.restate.common.Target
import dev.restate.serde.kotlinx.typeTag
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.milliseconds
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
            val waits =
                landlordWorkflow<String, String> {
                    send(later, after = 36_500.days)
                    race(
                        { withTimeout(36_500.days) { sleep(36_500.days) } },
                        {
                            poll("never", every = 36_500.days, within = 36_500.days) {
                                null as Int?
                            }
                        },
                        { sleep(1.milliseconds) },
                    )
                    "waited"
                }
            val works = landlordWorkflow<String, String> { step("works") { "done" } }
            val asks = Asks()
            RestateServer.start().use { server ->
                serve(port = 0) {
                        bind(stringService("Sleeps", sleeps))
                        bind(stringService("Pauses", pauses))
                        bind(stringService("Works", works))
                        bind(stringService("Waits", waits))
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
                        call("/Waits/it/run") shouldBe 200
                        call("/Asks/it/run") shouldBe 200
                        status("Waits") shouldBe listOf("completed")
                        server
                            .admin()
                            .query("select id from sys_invocation where status = 'scheduled'")
                            .size shouldBe 1
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

/** Sent in a hundred years. */
private val later =
    Request.of(Target.workflow("Works", "later", "run"), typeTag<String>(), typeTag<String>(), "x")
        .build()

private class Asks : WorkflowService {
    val finance: Approval<Int> by approval<Int>(within = 36_500.days) { authorize { true } }

    private val workflow =
        landlordWorkflow<String, String> {
            race(
                { awaitApproval(finance.request(reminder = remindEvery(36_500.days) {})) },
                { sleep(1.milliseconds) },
            )
            "asked"
        }

    override fun name() = "Asks"

    override fun definition() = workflow

    override fun approvals() = listOf(finance)
}
