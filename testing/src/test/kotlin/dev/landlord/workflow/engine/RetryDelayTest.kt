package dev.landlord.workflow.engine

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.http.post
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.comparables.shouldBeBetween
import io.kotest.matchers.shouldBe
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.time.Duration.Companion.milliseconds

/** The pauses between attempts are those of the policy, on SDK 2.4.0 and the real server. */
class RetryDelayTest :
    FunSpec({
        val policy =
            RetryPolicy(100.milliseconds, 2.5, maxDelay = 500.milliseconds, maxAttempts = 6)
        val pauses = listOf<Long>(100, 250, 500, 500, 500)

        for ((where, busyUntil) in
            listOf(
                "at the server" to 0,
                "in the process, while another branch runs" to 6,
                "first in the process, then at the server" to 3,
            )) {
            test("100 ms, 250 ms and then 500 ms each, when Restate waits $where") {
                val begun = CopyOnWriteArrayList<Long>()
                val workflow =
                    landlordWorkflow<String, String>(stepRetry = policy) {
                        parallel(
                            {
                                step("fails") {
                                    begun += System.nanoTime()
                                    check(begun.size == 6) { "not yet" }
                                }
                            },
                            { step("busy") { while (begun.size < busyUntil) Thread.sleep(5) } },
                        )
                        "done"
                    }
                RestateServer.start().use { server ->
                    serve(port = 0) {
                            bind(stringService("Delay", workflow))
                        }
                        .use {
                            server.admin().register(it.uri())
                            post(server.ingressUrl().resolve("/Delay/key/run"), "\"x\"")
                                .first shouldBe 200
                        }
                }
                val waited = begun.zipWithNext { one, next -> (next - one) / 1_000_000 }
                withClue("waited $waited ms") {
                    waited.zip(pauses).forEach { (found, asked) ->
                        // The server and the network add their time.
                        found.shouldBeBetween(asked, asked + 400)
                    }
                    waited.size shouldBe pauses.size
                }
            }
        }
    })
