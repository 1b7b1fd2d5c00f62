package dev.landlord.workflow.engine

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.serve.WorkflowServer
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.http.post
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes

/** An outage of the service does not count as a failure of a step. */
class OutageTest :
    FunSpec({
        test("an outage of the service uses up no attempt of a step") {
            val entered = CountDownLatch(1)
            val tries = AtomicInteger()
            val workflow =
                landlordWorkflow<String, String>(
                    stepRetry = RetryPolicy(initialDelay = 5.milliseconds, maxAttempts = 2)
                ) {
                    step("in flight") {
                        entered.countDown()
                        when (tries.incrementAndGet()) {
                            1 -> CountDownLatch(1).await() // until its service is killed
                            2 -> error("a first failure of its own")
                        }
                        "done"
                    }
                }
            fun start(port: Int): WorkflowServer =
                serve(port) {
                    bind(stringService("Outage", workflow))
                }

            RestateServer.start().use { server ->
                val first = start(port = 0)
                server.admin().register(first.uri())
                post(server.ingressUrl().resolve("/Outage/it/run/send"), "\"x\"")
                entered.await()
                first.close()
                eventually(2.minutes) {
                    val run =
                        server.admin().query("select retry_count from sys_invocation").single()
                    run.path("retry_count").asInt() shouldBeGreaterThan 2
                }
                start(first.port()).use {
                    post(server.ingressUrl().resolve("/Outage/it/run"), "\"x\"").first shouldBe 409
                    eventually(2.minutes) {
                        server
                            .admin()
                            .query(
                                "select status, completion_result from sys_invocation where target = 'Outage/it/run'"
                            )
                            .map {
                                it["status"].asText() to it.path("completion_result").asText()
                            } shouldBe listOf("completed" to "success")
                    }
                }
                tries.get() shouldBe 3
            }
        }
    })
