@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.serve

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.Campaign
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.blocking.blocking
import dev.landlord.workflow.carrier.Carriers
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.log.LogCapture
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.http.get
import dev.landlord.workflow.testing.http.post
import dev.landlord.workflow.testing.process.waitUntil
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import java.io.IOException
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit.MINUTES
import java.util.concurrent.atomic.AtomicInteger
import kotlin.random.Random
import org.apache.logging.log4j.Level

/** A server may be closed at any time: its attempts end silently, and the next server continues. */
class ServerCloseTest :
    FunSpec({
        for (carriers in listOf<Carriers?>(null) + Carriers.available()) {
            val name = carriers?.propertyValue() ?: "Kotlin"

            fun WorkflowDefinition<String, String>.onCarrier() =
                if (carriers == null) this else blocking(carriers)

            test(
                "closing a server while steps are in flight logs nothing, and loses no run: $name"
            ) {
                val begun = CountDownLatch(RUNS)
                val isClosed = CountDownLatch(1)
                val inFlight = AtomicInteger()
                val failed = ConcurrentHashMap.newKeySet<String>()
                val body =
                    landlordWorkflow<String, String> {
                            val key = workflowId
                            step("first") {
                                inFlight.incrementAndGet()
                                begun.countDown()
                                try {
                                    check(isClosed.await(5, MINUTES))
                                    if (it == "fail" && failed.add(key))
                                        throw IOException("after the end")
                                } finally {
                                    inFlight.decrementAndGet()
                                }
                            }
                            step("second") { it }
                        }
                        .onCarrier()
                RestateServer.start().use { restate ->
                    val service = HandMadeService("Closed", body)
                    val first = serve(port = 0) { bind(service) }
                    restate.admin().register(first.uri())
                    repeat(RUNS) {
                        val input = if (it % 4 == 0) "fail" else "pass"
                        val send = "/Closed/$it/run/send"
                        post(restate.ingressUrl().resolve(send), "\"$input\"").first shouldBe 202
                    }
                    check(begun.await(5, MINUTES))
                    uncaught {
                        first.close()
                        isClosed.countDown()
                        waitUntil("all blocks have ended") { inFlight.get() == 0 }
                    }
                    serve(first.port()) { bind(service) }
                        .use {
                            repeat(RUNS) {
                                get(
                                        restate
                                            .ingressUrl()
                                            .resolve("/restate/workflow/Closed/$it/attach")
                                    )
                                    .first shouldBe 200
                            }
                        }
                }
            }

            test("closing a server at any moment logs nothing, and loses no run: $name") {
                val body =
                    landlordWorkflow<String, String> {
                            repeat(STEPS) { step("step") {} }
                            it
                        }
                        .onCarrier()
                RestateServer.start().use { restate ->
                    val service = HandMadeService("Closing", body)
                    var server = serve(port = 0) { bind(service) }
                    val port = server.port()
                    restate.admin().register(server.uri())
                    repeat(Campaign.rounds(bounded = 5, full = 50)) { round ->
                        repeat(RUNS) {
                            val send = "/Closing/$round-$it/run/send"
                            post(restate.ingressUrl().resolve(send), "\"x\"").first shouldBe 202
                        }
                        // Not a wait for something: any moment will do.
                        Thread.sleep(Random.nextLong(MOMENTS_MILLIS))
                        uncaught { server.close() }
                        server = serve(port) { bind(service) }
                    }
                    repeat(Campaign.rounds(bounded = 5, full = 50)) { round ->
                        repeat(RUNS) {
                            val attach = "/restate/workflow/Closing/$round-$it/attach"
                            get(restate.ingressUrl().resolve(attach)).first shouldBe 200
                        }
                    }
                    server.close()
                }
            }
        }
    })

/** Fails if a thread ends with an exception in [block], or anything is logged as a warning. */
private fun uncaught(block: () -> Unit) {
    val exceptions = ConcurrentLinkedQueue<Throwable>()
    val before = Thread.getDefaultUncaughtExceptionHandler()
    Thread.setDefaultUncaughtExceptionHandler { _, exception -> exceptions += exception }
    try {
        LogCapture("", Level.WARN).use { log ->
            block()
            log.messages.filterNot { message -> OF_OTHERS.any { it in message } }.shouldBeEmpty()
        }
    } finally {
        Thread.setDefaultUncaughtExceptionHandler(before)
    }
    exceptions.map { it.stackTraceToString() }.shouldBeEmpty()
}

/**
 * What the SDK logs if a block ends at the very moment in which the attempt ends, and Netty if a
 * connection is accepted while the server closes.
 */
private val OF_OTHERS =
    listOf("ignore proposed run completion", "Failed to register an accepted channel")

private const val RUNS = 16
private const val STEPS = 20
private const val MOMENTS_MILLIS = 300L
