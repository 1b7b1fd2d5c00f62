package dev.landlord.workflow.engine

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.http.post
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

/** On a server with an inactivity timeout of zero, so that only our limit applies. */
class MaxAttemptDurationTest :
    FunSpec({
        fun attempts(limit: Duration): Int {
            val attempts = AtomicInteger()
            val workflow =
                landlordWorkflow<String, String>(maxAttemptDuration = limit) {
                    step("long at first") {
                        if (attempts.incrementAndGet() == 1) Thread.sleep(3_000)
                    }
                    "done"
                }
            RestateServer.options().alwaysReplay().start().use { server ->
                serve(port = 0) { bind(stringService("Long", workflow)) }
                    .use {
                        server.admin().register(it.uri())
                        post(server.ingressUrl().resolve("/Long/it/run"), "\"x\"").first shouldBe
                            200
                    }
            }
            return attempts.get()
        }

        test("an attempt that exceeds the limit is taken as stuck and retried") {
            attempts(limit = 1.seconds) shouldBeGreaterThan 1
        }

        test("an attempt within the limit is not interrupted") { attempts(limit = 1.hours) shouldBe 1 }
    })
