package dev.landlord.workflow.serve

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.send
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.http.post
import dev.landlord.workflow.testing.process.waitUntil
import dev.restate.common.Request
import dev.restate.common.Target
import dev.restate.serde.kotlinx.typeTag
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger

/** Restate sends the key of a run in a header, percent-encoded. */
class LongKeyTest :
    FunSpec({
        test("fault 35: runs with long keys end, and disturb no other run") {
            val attempts = AtomicInteger()
            val done = CountDownLatch(1)
            val other =
                landlordWorkflow<String, String> {
                    step("in flight") {
                        attempts.incrementAndGet()
                        done.await()
                    }
                    "undisturbed"
                }
            val seen = ConcurrentHashMap.newKeySet<String>()
            val keyed =
                stringService("Keyed") { context, input ->
                    seen += context.key()
                    input
                }
            // A workflow sends the request, so that the length of a URL is not a limit.
            val sender =
                landlordWorkflow<String, String> { length ->
                    val target = Target.workflow("Keyed", "ü".repeat(length.toInt()), "run")
                    send(Request.of(target, typeTag<String>(), typeTag<String>(), "x").build())
                    "sent"
                }
            RestateServer.start().use { server ->
                serve(port = 0) {
                        bind(keyed)
                        bind(stringService("Other", other))
                        bind(stringService("Sender", sender))
                        register(server.adminUrl())
                    }
                    .use {
                        it.awaitRegistered(java.time.Duration.ofSeconds(60)) shouldBe true
                        val ingress = server.ingressUrl()
                        post(ingress.resolve("/Other/it/run/send"), "\"x\"")
                        waitUntil("the step runs") { attempts.get() == 1 }
                        for (length in listOf(1, 8_000, 10_000, 20_000, 60_000)) {
                            val key = "k".repeat(length)
                            withClue("$length") {
                                post(ingress.resolve("/Keyed/$key/run"), "\"x\"").first shouldBe 200
                            }
                        }
                        for (length in listOf(20_000, 1_000_000)) {
                            withClue("$length") {
                                post(ingress.resolve("/Sender/$length/run"), "\"$length\"")
                                    .first shouldBe 200
                                waitUntil("the run of a key of $length letters has begun") {
                                    "ü".repeat(length) in seen
                                }
                            }
                        }
                        done.countDown()
                        post(ingress.resolve("/Other/after/run"), "\"x\"").first shouldBe 200
                        waitUntil("the other run has ended") {
                            server
                                .admin()
                                .query(
                                    "select completion_result from sys_invocation where target = 'Other/it/run'"
                                )
                                .single()
                                .path("completion_result")
                                .asText() == "success"
                        }
                        attempts.get() shouldBe 2
                    }
            }
        }
    })
