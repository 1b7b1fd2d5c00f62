package dev.landlord.workflow.client

import com.sun.net.httpserver.HttpExchange
import dev.landlord.workflow.ingress.ClientConnection
import dev.landlord.workflow.ingress.Payload
import dev.landlord.workflow.ingress.Payloads
import dev.landlord.workflow.ingress.RunClient
import dev.landlord.workflow.ingress.payload
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.booleans.shouldBeTrue
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import io.kotest.matchers.types.shouldBeInstanceOf
import java.io.IOException
import java.net.InetAddress
import java.net.ServerSocket
import java.time.Duration
import java.time.temporal.ChronoUnit
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread

/** The requests that a client sends and retries, and its results, for any answer of the server. */
class RunClientTest :
    FunSpec({
        val text = payload<String>()
        val accepted = answer(202, """{"invocationId":"inv_1","status":"Accepted"}""")
        val away = answer(503, "the gateway has nobody behind it")
        val completed = answer(200, "\"done\"")

        fun <T> FakeIngress.with(
            options: (ClientOptions) -> ClientOptions = { it },
            use: (RunClient) -> T,
        ): T = use {
            ClientConnection.open(options(ClientOptions.to(url)), "Rent").use { connection ->
                use(connection.run("acme 1/2"))
            }
        }

        test("submit sends the input once and returns the outcome") {
            FakeIngress(
                    accepted,
                    answer(200, """{"invocationId":"inv_1","status":"PreviouslyAccepted"}"""),
                )
                .apply {
                    with { run ->
                        RunClient.await(run.submit(text, "x")) shouldBe Submission("inv_1", false)
                        RunClient.await(run.submit(text, "y")) shouldBe Submission("inv_1", true)
                    }
                }
                .apply {
                    requests shouldContainExactly List(2) { "POST /Rent/acme%201%2F2/run/send" }
                    bodies shouldContainExactly listOf("\"x\"", "\"y\"")
                    headers.first()["content-type"] shouldBe listOf("application/json")
                }
        }

        test("submit is not retried after a lost answer, as its outcome would be unknown") {
            val ingress = FakeIngress(hangUp, accepted)
            val failure = ingress.with { run ->
                shouldThrow<UnreachableException> { RunClient.await(run.submit(text, "x")) }
            }
            failure.mayHaveArrived().shouldBeTrue()
            failure.message.orEmpty() shouldStartWith
                "[LW162] Rent/acme 1/2 submit: expected an answer of Restate at ${ingress.url}/Rent/"
            failure.message.orEmpty() shouldContain "found none in 1 attempt: "
            ingress.requests.size shouldBe 1
        }

        test("run is retried, because Restate starts one run for each key") {
            val ingress = FakeIngress(hangUp, away, accepted, completed)
            ingress.with { run ->
                RunClient.await(run.run(text, "x", text, Duration.ofSeconds(20))) shouldBe "done"
            }
            ingress.requests shouldContainExactly
                List(3) { "POST /Rent/acme%201%2F2/run/send" } +
                    "GET /restate/workflow/Rent/acme%201%2F2/attach"
        }

        test("retries idempotent requests") {
            val ingress = FakeIngress(hangUp, away, answer(200, """{"phase":"RUNNING"}"""))
            ingress.with { run -> RunClient.await(run.status()).phase.name shouldBe "RUNNING" }
            ingress.requests.size shouldBe 3
        }

        test("a retried signal has the same idempotency key") {
            val ingress = FakeIngress(hangUp, answer(200, ""), answer(200, ""))
            ingress.with { run ->
                RunClient.await(run.tell("paid", text, "x", Payloads.NOTHING))
                RunClient.await(run.tell("paid", text, "x", Payloads.NOTHING))
            }
            val keys = ingress.headers.map { it.getValue("idempotency-key").single() }
            keys[0] shouldBe keys[1]
            (keys[1] == keys[2]) shouldBe false
        }

        test("a refused connection fails at the timeout and reports that nothing arrived") {
            val port = ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { it.localPort }
            val options =
                ClientOptions.to("http://127.0.0.1:$port").requestTimeout(Duration.ofMillis(500))
            ClientConnection.open(options, "Rent").use { connection ->
                val failure =
                    shouldThrow<UnreachableException> {
                        RunClient.await(connection.run("acme").submit(text, "x"))
                    }
                failure.mayHaveArrived() shouldBe false
                failure.message.orEmpty() shouldContain "The request has not arrived."
                failure.message.orEmpty() shouldContain "found none in 3 attempts: "
            }
        }

        test("a refusal is not retried: 401 of a gateway, with its text") {
            val ingress = FakeIngress(answer(401, "who are you?"))
            ingress.with { run ->
                val refused =
                    shouldThrow<RequestRefusedException> { RunClient.await(run.submit(text, "x")) }
                refused.code shouldBe 401
                refused.message shouldBe
                    "Rent/acme 1/2 submit: refused with 401: who are you? Nothing has changed."
            }
            ingress.requests.size shouldBe 1
        }

        test("every request has the fixed headers, the API key and the headers per attempt") {
            val ingress = FakeIngress(away, answer(200, """{"phase":"RUNNING"}"""))
            var made = 0
            ingress.with({ options ->
                options.apiKey("rk_1").header("x-team", "blue").headers { method, url, body ->
                    mapOf("x-signed" to "$method ${url.path} ${body.size} ${++made}")
                }
            }) { run ->
                RunClient.await(run.status())
            }
            ingress.headers.map { it["authorization"] } shouldContainExactly
                List(2) { listOf("Bearer rk_1") }
            ingress.headers.map { it["x-team"] } shouldContainExactly List(2) { listOf("blue") }
            ingress.headers.map { it["x-signed"] } shouldContainExactly
                listOf(1, 2).map { listOf("POST /Rent/acme 1/2/status 0 $it") }
        }

        test("a wait that a gateway interrupts continues until its own timeout") {
            val ingress = FakeIngress(hangUp, answer(504, "upstream timed out"), silence)
            ingress.with { run ->
                val begin = System.nanoTime()
                val failure =
                    shouldThrow<WaitTimeoutException> {
                        RunClient.await(run.attach(text, Duration.ofSeconds(1)))
                    }
                failure.message shouldBe
                    "[LW163] Rent/acme 1/2 attach: expected an answer within PT1S, found none. The " +
                        "run continues; call this method again, or attach, to wait longer. If its attempts " +
                        "fail, the log of the service says why."
                (System.nanoTime() - begin >= Duration.ofMillis(900).toNanos()).shouldBeTrue()
            }
            ingress.requests.size shouldBe 3
        }

        test("an answer of another type is reported with its type") {
            FakeIngress(answer(200, """{"no":"text"}""")).with { run ->
                shouldThrow<UnreadableAnswerException> {
                        RunClient.await(run.attach(text, Duration.ofSeconds(5)))
                    }
                    .message shouldBe
                    "[LW165] Rent/acme 1/2 attach: expected an answer of the type with which this " +
                        "client was generated, found another type. The request may have had its " +
                        "effect; check that Restate answered, and generate the client from the version " +
                        "that is served."
            }
        }

        test("cancelling a future aborts its request") {
            val asked = CountDownLatch(1)
            val cancelled = CountDownLatch(1)
            val refused = CompletableFuture<Boolean>()
            val ingress =
                FakeIngress({ exchange ->
                    asked.countDown()
                    cancelled.await(120, TimeUnit.SECONDS)
                    exchange.sendResponseHeaders(200, 0)
                    refused.complete(
                        runCatching {
                            repeat(1_000) { exchange.responseBody.write(ByteArray(65_536)) }
                        }
                            .isFailure
                    )
                })
            ingress.with { run ->
                val waiting = run.attach(text, Duration.ofMinutes(5))
                asked.await(120, TimeUnit.SECONDS).shouldBeTrue()
                waiting.cancel(true).shouldBeTrue()
                cancelled.countDown()
                refused.get(120, TimeUnit.SECONDS) shouldBe true
            }
        }

        test("closing the client aborts all requests in flight") {
            val asked = CountDownLatch(2)
            val ingress =
                FakeIngress({
                    asked.countDown()
                    silence(it)
                })
            ingress.use {
                val connection = ClientConnection.open(ClientOptions.to(ingress.url), "Rent")
                val run = connection.run("acme")
                val waiting = List(2) { run.attach(text, Duration.ofMinutes(5)) }
                asked.await(120, TimeUnit.SECONDS).shouldBeTrue()
                connection.close()
                waiting.forEach {
                    it.failure().shouldBeInstanceOf<ClientClosedException>().message shouldBe
                        "[LW161] Rent/acme attach: expected an open client until the answer arrives, " +
                            "found that the client was closed before. The request may have arrived. The " +
                            "run continues. Close the client after the last request."
                }
                shouldThrow<IllegalStateException> { run.status() }.message shouldBe
                    "[LW161] Rent: expected an open client, found a closed one. Close the client " +
                        "after the last request."
            }
        }

        test("an interrupted thread stops waiting and keeps its interrupt status") {
            val asked = CountDownLatch(1)
            FakeIngress({
                    asked.countDown()
                    silence(it)
                })
                .with { run ->
                    val ended = CompletableFuture<String>()
                    val waiting = thread {
                        try {
                            RunClient.await(run.attach(text, Duration.ofMinutes(5)))
                        } catch (failure: CancellationException) {
                            ended.complete(
                                "${Thread.currentThread().isInterrupted} ${failure.message}"
                            )
                        }
                    }
                    asked.await(120, TimeUnit.SECONDS).shouldBeTrue()
                    waiting.interrupt()
                    ended.get(120, TimeUnit.SECONDS) shouldBe
                        "true interrupted while it was waited for"
                }
        }

        test("invalid options and arguments are refused at once") {
            for (url in listOf("localhost:8080", "ftp://there", "http:///nowhere")) {
                shouldThrow<IllegalArgumentException> { ClientOptions.to(url) }.message shouldBe
                    "[LW160] connect(\"$url\"): expected an http or https URL with a host. Pass " +
                        "the URL of Restate's ingress, such as http://localhost:8080."
            }
            val connection = ClientConnection.open(ClientOptions.to("http://localhost:1"), "Rent")
            for (key in listOf("", ".", "..", "\uD800")) {
                shouldThrow<IllegalArgumentException> { connection.run(key) }
                    .message
                    .orEmpty() shouldStartWith
                    "[LW160] Rent.workflow(\"$key\"): expected the key of a run: text that is not " +
                        "empty, not '.' or '..', and can be written in UTF-8. Pass a key that " +
                        "identifies the run, such as the name of a tenant."
            }
            shouldThrow<IllegalArgumentException> { connection.run(null) }
                .message
                .orEmpty() shouldStartWith "[LW160] Rent.workflow(null): expected the key of a run"
            shouldThrow<IllegalArgumentException> { connection.scope(null) }
                .message
                .orEmpty() shouldStartWith "[LW160] Rent.scope(null): expected the name of a"
            @Suppress("UNCHECKED_CAST")
            shouldThrow<IllegalArgumentException> { (payload<Int>() as Payload<Int?>).write(null) }
                .message shouldBe "[LW160] null: expected a value of the type Int. Pass a value."
            shouldThrow<IllegalArgumentException> {
                    connection.run("acme").attach(text, Duration.ZERO)
                }
                .message shouldBe
                "[LW160] timeout(PT0S): expected a duration above zero. Pass a duration such " +
                    "as PT5M."
        }

        test("messages contain no secret of a URL, a header or an answer") {
            for (url in
                listOf(
                    "http://me:secret@host:8080",
                    "http://host/?key=secret",
                    "http://host/#secret",
                )) {
                shouldThrow<IllegalArgumentException> { ClientOptions.to(url) }
                    .message
                    .orEmpty() shouldNotContain "secret"
            }
            val options = ClientOptions.to("http://host:8080")
            shouldThrow<IllegalArgumentException> { options.apiKey("sec\nret") }.message shouldBe
                "[LW160] header(\"Authorization\"): expected text without control characters, " +
                    "such as the end of a line. Remove them."
            FakeIngress(answer(200, """{"secret":"hunter2"}""")).with({ it.apiKey("rk_1\n") }) { run
                ->
                val failure =
                    shouldThrow<UnreadableAnswerException> { RunClient.await(run.status()) }
                failure.stackTraceToString() shouldNotContain "hunter2"
            }
        }

        test("a login page is not a success, with any status") {
            val page = answer(200, "<html>who are you?</html>")
            FakeIngress(page).with { run ->
                for (asked in
                    listOf(
                        { run.submit(text, "x") },
                        { run.cancel() },
                        { run.hasCompleted() },
                        { run.tell("paid", text, "x", Payloads.NOTHING) },
                        { run.attach(Payloads.NOTHING, Duration.ofSeconds(5)) },
                    )) shouldThrow<UnreadableAnswerException> { RunClient.await(asked()) }
            }
        }

        test("an answer that never ends is aborted at the timeout") {
            val stalled: (HttpExchange) -> Unit = {
                it.sendResponseHeaders(200, 1_000)
                it.responseBody.write(1)
                it.responseBody.flush()
                Thread.sleep(60_000)
            }
            FakeIngress(stalled).with({ it.requestTimeout(Duration.ofMillis(400)) }) { run ->
                shouldThrow<UnreachableException> { RunClient.await(run.status()) }
                    .message
                    .orEmpty() shouldContain "found none in 1 attempt: no answer in time. "
                shouldThrow<WaitTimeoutException> {
                    RunClient.await(run.attach(text, Duration.ofMillis(400)))
                }
            }
        }

        test("a failing headers function ends the request, at the first attempt and later") {
            for (answers in listOf(listOf(away), listOf(away, away))) {
                var asked = 0
                FakeIngress(*answers.toTypedArray()).with({ options ->
                    options.headers { _, _, _ ->
                        if (++asked == answers.size) throw IOException("no token") else mapOf()
                    }
                }) { run ->
                    run.status().failure().shouldBeInstanceOf<IOException>().message shouldBe
                        "no token"
                }
            }
        }

        test("a run whose timeout ends during submission reports it in time") {
            val port = ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { it.localPort }
            ClientConnection.open(ClientOptions.to("http://127.0.0.1:$port"), "Rent").use {
                val begin = System.nanoTime()
                shouldThrow<UnreachableException> {
                    RunClient.await(it.run("acme").run(text, "x", text, Duration.ofMillis(500)))
                }
                (System.nanoTime() - begin < Duration.ofSeconds(5).toNanos()).shouldBeTrue()
            }
        }

        test("a gateway that hides /restate is reported, without endless retries") {
            val hidden = answer(404, "<html>no such page</html>")
            FakeIngress(hidden).with { run ->
                shouldThrow<RequestRefusedException> {
                        RunClient.await(run.attach(text, Duration.ofSeconds(20)))
                    }
                    .code shouldBe 404
                shouldThrow<RequestRefusedException> { RunClient.await(run.peek(text)) }
                shouldThrow<RequestRefusedException> { RunClient.await(run.query("stage", text)) }
            }
            val unknown = answer(404, """{"message":"not found","source":"invocation"}""")
            val done = answer(200, """{"phase":"COMPLETED"}""")
            val ingress = FakeIngress(unknown, done, unknown, done, unknown, done, unknown)
            ingress.with { run ->
                shouldThrow<UnreachableException> {
                        RunClient.await(run.attach(text, Duration.ofSeconds(20)))
                    }
                    .message
                    .orEmpty() shouldContain
                    "agrees with the status of the run, COMPLETED, found repeatedly: 404 not found. "
            }
            ingress.requests.size shouldBe 6
        }

        test("a run without a result has completed if and only if Restate answers") {
            FakeIngress(answer(200, ""), answer(470, """{"source":"ingress"}""")).with { run ->
                RunClient.await(run.hasCompleted()) shouldBe true
                RunClient.await(run.hasCompleted()) shouldBe false
            }
        }

        test(
            "fault 5: a result that may be null is empty for Java, and its future can be cancelled"
        ) {
            val maybe = payload<String?>()
            FakeIngress(answer(200, "null"), completed).with { run ->
                fun attach() = RunClient.optional(run.attach(maybe, Duration.ofSeconds(20)))
                "${RunClient.await(attach())}" shouldBe "Optional.empty"
                "${RunClient.await(attach())}" shouldBe "Optional[done]"
            }
            val asked = CountDownLatch(1)
            FakeIngress({
                    asked.countDown()
                    silence(it)
                })
                .with { run ->
                    val request = run.attach(maybe, Duration.ofMinutes(5))
                    val waiting = RunClient.optional(request)
                    asked.await(120, TimeUnit.SECONDS).shouldBeTrue()
                    waiting.cancel(true).shouldBeTrue()
                    request.isCancelled.shouldBeTrue()
                }
        }

        test("a wait may have the longest duration") {
            FakeIngress(completed).with { run ->
                RunClient.await(run.attach(text, ChronoUnit.FOREVER.duration)) shouldBe "done"
            }
        }

        test("a message quotes the first words of a gateway's answer") {
            FakeIngress(answer(400, "x".repeat(100_000) + "\u0007")).with { run ->
                shouldThrow<RequestRefusedException> { RunClient.await(run.submit(text, "x")) }
                    .message shouldBe
                    "Rent/acme 1/2 submit: refused with 400: ${"x".repeat(300)}…. Nothing has changed."
            }
        }

        test("the text of the options shows no secret") {
            "${ClientOptions.to("http://localhost:8080").apiKey("rk_1")}" shouldBe
                "ClientOptions(http://localhost:8080)"
        }
    })

private fun CompletableFuture<*>.failure(): Throwable? = handle { _, failure -> failure }.get()
