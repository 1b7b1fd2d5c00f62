package dev.landlord.workflow.engine

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.compensate
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.restate.run
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.testing.http.post
import dev.restate.sdk.endpoint.definition.InvocationRetryPolicy
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.time.Duration
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.minutes

/** A body that throws a non-terminal exception is retried, then paused, and never undone. */
class InvocationPolicyTest :
    FunSpec({
        test(
            "a body that keeps throwing is paused after the attempts of the service's policy, and not undone"
        ) {
            val attempts = AtomicInteger()
            val undone = AtomicInteger()
            val workflow =
                landlordWorkflow<String, String> {
                    compensate("undo") { undone.incrementAndGet() }
                    attempts.incrementAndGet()
                    error("a bug")
                }
            // The policy of a generated service, with fewer and faster attempts.
            val service =
                stringService("Buggy") { context, input ->
                        workflow.run(context, input)
                    }
                    .configure {
                        it.invocationRetryPolicy(
                            InvocationRetryPolicy.builder()
                                .initialInterval(Duration.ofMillis(5))
                                .maxAttempts(3)
                                .onMaxAttempts(InvocationRetryPolicy.OnMaxAttempts.PAUSE)
                        )
                    }
            RestateServer.start().use { server ->
                serve(port = 0) { bind(service) }
                    .use { endpoint ->
                        server.admin().register(endpoint.uri())
                        post(server.ingressUrl().resolve("/Buggy/it/run/send"), "\"x\"")
                        eventually(2.minutes) {
                            server
                                .admin()
                                .query(
                                    "select status from sys_invocation where target = 'Buggy/it/run'"
                                )
                                .map { it["status"].asText() } shouldBe listOf("paused")
                        }
                        // docs/operating.md names this as the place of the cause.
                        server
                            .admin()
                            .query(
                                "select event_json from sys_journal_events where event_type = 'Paused'"
                            )
                            .single()["event_json"]
                            .asText() shouldContain "\"error_message\":\"a bug\""
                        attempts.get() shouldBe 3
                        undone.get() shouldBe 0
                    }
            }
        }
    })
