package dev.landlord.workflow.engine

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.http.patch
import dev.landlord.workflow.testing.http.post
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** The process counts attempts for each run. */
class StepFailuresTest :
    FunSpec({
        test("a run has all its attempts after a run of the same key was killed") {
            val attempts = AtomicInteger()
            val workflow =
                landlordWorkflow<String, String>(
                    stepRetry = RetryPolicy(1.seconds, maxDelay = 1.seconds, maxAttempts = 3)
                ) {
                    step("fails") { error("attempt ${attempts.incrementAndGet()}") }
                }
            RestateServer.start().use { server ->
                serve(port = 0) { bind(stringService("Order", workflow)) }
                    .use {
                        server.admin().register(it.uri())
                        val invocations =
                            "select id from sys_invocation where target = 'Order/it/run'"
                        post(server.ingressUrl().resolve("/Order/it/run/send"), "\"x\"")
                        eventually(2.minutes) { attempts.get() shouldBeGreaterThan 1 }
                        val id = server.admin().query(invocations).single()["id"].asText()
                        patch(server.adminUrl().resolve("/invocations/$id/kill"))
                        eventually(2.minutes) {
                            patch(server.adminUrl().resolve("/invocations/$id/purge"))
                            server.admin().query(invocations).shouldBeEmpty()
                        }

                        attempts.set(0)
                        post(server.ingressUrl().resolve("/Order/it/run"), "\"x\"").first shouldBe
                            500
                        attempts.get() shouldBe 3
                    }
            }
        }
    })
