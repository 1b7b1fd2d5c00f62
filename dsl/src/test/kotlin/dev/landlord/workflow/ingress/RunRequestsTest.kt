package dev.landlord.workflow.ingress

import com.sun.net.httpserver.HttpExchange
import dev.landlord.workflow.client.ClientClosedException
import dev.landlord.workflow.client.ClientOptions
import dev.landlord.workflow.client.FakeIngress
import dev.landlord.workflow.client.UnreachableException
import dev.landlord.workflow.client.WaitTimeoutException
import dev.landlord.workflow.client.answer
import dev.landlord.workflow.client.silence
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.booleans.shouldBeTrue
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import kotlin.coroutines.cancellation.CancellationException
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withTimeout

/** A server that answers after the client's timeout and detects a closed connection. */
private class AbandonedRequest : (HttpExchange) -> Unit {
    val arrived = CountDownLatch(1)
    val answer = CountDownLatch(1)
    val wasRefused = CompletableFuture<Boolean>()

    override fun invoke(exchange: HttpExchange) {
        arrived.countDown()
        answer.await(120, TimeUnit.SECONDS)
        exchange.sendResponseHeaders(200, 0)
        wasRefused.complete(
            runCatching { repeat(1_000) { exchange.responseBody.write(ByteArray(65_536)) } }
                .isFailure
        )
    }

    fun requireRefused() {
        answer.countDown()
        wasRefused.get(120, TimeUnit.SECONDS).shouldBeTrue()
    }
}

/** The events that end a request, and the resources that it releases. */
class RunRequestsTest :
    FunSpec({
        val text = payload<String>()
        val minutes = Duration.ofMinutes(5)
        val away = answer(503, "the gateway has no server")

        suspend fun FakeIngress.with(use: suspend (ClientConnection) -> Unit) = use {
            ClientConnection.open(ClientOptions.to(url), "Rent").use { use(it) }
        }

        test("cancelling a coroutine aborts its request") {
            val request = AbandonedRequest()
            FakeIngress(request).with { client ->
                coroutineScope {
                    val waiting =
                        launch(Dispatchers.IO) {
                            client.requests("acme").attach(text, minutes).send()
                        }
                    request.arrived.await(120, TimeUnit.SECONDS).shouldBeTrue()
                    waiting.cancelAndJoin()
                    request.requireRefused()
                }
            }
        }

        test("the time limit of a caller aborts the request, and is the caller's own exception") {
            val request = AbandonedRequest()
            FakeIngress(request).with { client ->
                shouldThrow<TimeoutCancellationException> {
                    withTimeout(300.milliseconds) {
                        client.requests("acme").attach(text, minutes).send()
                    }
                }
                request.requireRefused()
            }
        }

        test("orTimeout on a future, and completing it, abort the request") {
            for (end in
                listOf<(CompletableFuture<String>) -> Unit>(
                    { it.orTimeout(10, TimeUnit.MILLISECONDS) },
                    { it.complete("enough") },
                    { it.completeExceptionally(TimeoutException()) },
                )) {
                val request = AbandonedRequest()
                FakeIngress(request).with { client ->
                    val future = client.run("acme").attach(text, minutes)
                    request.arrived.await(120, TimeUnit.SECONDS).shouldBeTrue()
                    end(future)
                    runCatching { future.get(120, TimeUnit.SECONDS) }
                        .exceptionOrNull()
                        .let { it == null || it is ExecutionException }
                        .shouldBeTrue()
                    request.requireRefused()
                }
            }
        }

        test("closing the client fails a coroutine that waits for an answer or for a retry") {
            for (answer in listOf(silence, away)) {
                val arrived = CountDownLatch(if (answer == away) 5 else 1)
                FakeIngress({
                        arrived.countDown()
                        answer(it)
                    })
                    .with { client ->
                        supervisorScope {
                            val waiting =
                                async(Dispatchers.IO, CoroutineStart.UNDISPATCHED) {
                                    client.requests("acme").attach(text, minutes).send()
                                }
                            arrived.await(120, TimeUnit.SECONDS).shouldBeTrue()
                            client.close()
                            shouldThrow<ClientClosedException> { waiting.await() }
                            waiting.isCancelled.shouldBeTrue()
                        }
                    }
            }
        }

        test("a cancellation from the headers function is not reported as a closed client") {
            FakeIngress(away).use { ingress ->
                val options =
                    ClientOptions.to(ingress.url).headers { _, _, _ ->
                        throw CancellationException("no token")
                    }
                ClientConnection.open(options, "Rent").use { client ->
                    shouldThrow<CancellationException> { client.requests("acme").status().send() }
                        .message shouldBe "no token"
                }
            }
        }

        test("a request that is not sent leaves nothing behind") {
            val ingress = FakeIngress(silence)
            ingress.with { client -> client.requests("acme").submit(text, "x") }
            ingress.requests.shouldBeEmpty()
        }

        test("the clock of a test does not skip the pauses and the time of a request") {
            val ingress = FakeIngress(away, away, answer(200, """{"phase":"RUNNING"}"""))
            ingress.with { client ->
                runTest { client.requests("acme").status().send().phase.name shouldBe "RUNNING" }
            }
            ingress.requests shouldContainExactly List(3) { "POST /Rent/acme/status" }
        }

        test("no thread waits for the answers of 200 requests") {
            val arrived = CountDownLatch(200)
            FakeIngress({
                    arrived.countDown()
                    silence(it)
                })
                .with { client ->
                    val futures = List(200) { client.run("$it").attach(text, minutes) }
                    arrived.await(120, TimeUnit.SECONDS).shouldBeTrue()
                    Thread.getAllStackTraces()
                        .filterKeys { it != Thread.currentThread() }
                        .filterValues { stack ->
                            stack.any { it.className.startsWith(Exchange::class.java.name) }
                        }
                        .keys
                        .shouldBeEmpty()
                    futures.forEach { it.cancel(true) }
                }
        }

        test("callbacks that wait for further requests do not hold up these requests") {
            val open = CountDownLatch(1)
            val done = answer(200, "\"done\"")
            FakeIngress({
                    open.await(120, TimeUnit.SECONDS)
                    done(it)
                })
                .with { client ->
                    val run = client.run("acme")
                    val futures =
                        List(4 * Runtime.getRuntime().availableProcessors()) {
                            run.attach(text, minutes).thenApply {
                                RunClient.await(run.attach(text, minutes))
                            }
                        }
                    open.countDown()
                    futures.forEach { it.get(60, TimeUnit.SECONDS) shouldBe "done" }
                }
        }

        test("headers functions that block do not hold up the requests of other clients") {
            val held = CountDownLatch(4 * Runtime.getRuntime().availableProcessors())
            val release = CountDownLatch(1)
            FakeIngress(answer(200, """{"phase":"RUNNING"}""")).use { ingress ->
                val options =
                    ClientOptions.to(ingress.url).headers { _, _, _ ->
                        held.countDown()
                        release.await(120, TimeUnit.SECONDS)
                        mapOf()
                    }
                ClientConnection.open(options, "Rent").use { blocked ->
                    coroutineScope {
                        repeat(held.count.toInt()) {
                            launch(Dispatchers.IO) { blocked.requests("acme").status().send() }
                        }
                        try {
                            held.await(60, TimeUnit.SECONDS).shouldBeTrue()
                            ClientConnection.open(ClientOptions.to(ingress.url), "Rent").use {
                                it.run("acme").status().get(60, TimeUnit.SECONDS)
                            }
                        } finally {
                            release.countDown()
                        }
                    }
                }
            }
        }

        test("a request that ends while its headers are made is not sent") {
            FakeIngress(answer(200, """{"phase":"RUNNING"}""")).use { ingress ->
                lateinit var client: ClientConnection
                val options =
                    ClientOptions.to(ingress.url).headers { _, _, _ ->
                        client.close()
                        mapOf()
                    }
                client = ClientConnection.open(options, "Rent")
                shouldThrow<ClientClosedException> { client.requests("acme").status().send() }
                ingress.requests.shouldBeEmpty()
            }
        }

        test("a wait ends in its time while the server is unavailable") {
            FakeIngress(silence).with { client ->
                shouldThrow<WaitTimeoutException> {
                    client.requests("acme").attach(text, Duration.ofMillis(200)).send()
                }
            }
            FakeIngress(away).with { client ->
                shouldThrow<UnreachableException> {
                    client.requests("acme").attach(text, Duration.ofSeconds(4)).send()
                }
            }
        }
    })
