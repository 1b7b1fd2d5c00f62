package dev.landlord.workflow.serve

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import io.netty.channel.ChannelHandlerContext
import io.netty.channel.ChannelOutboundHandlerAdapter
import io.vertx.core.Future
import io.vertx.core.Vertx
import io.vertx.core.http.HttpClientOptions
import io.vertx.core.http.HttpClientResponse
import io.vertx.core.http.HttpMethod
import io.vertx.core.http.HttpServerRequest
import io.vertx.core.http.HttpVersion
import io.vertx.core.net.impl.ConnectionBase
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger

/** What the runs of one connection send in one turn of the event loop is flushed once. */
class ConnectionFlushesTest :
    FunSpec({
        val vertx = Vertx.vertx()
        afterSpec { vertx.close() }

        test("the messages of ten streams in one turn are flushed at most twice, and all arrive") {
            val flushes = AtomicInteger()
            val requests = ArrayList<HttpServerRequest>()
            val answered = CompletableFuture<Int>()
            val server =
                vertx
                    .createHttpServer(WorkflowServer.httpServerOptions())
                    .connectionHandler {
                        ConnectionFlushes.holdBack(it)
                        (it as ConnectionBase)
                            .channelHandlerContext()
                            .pipeline()
                            .addFirst(CountingFlushes(flushes))
                    }
                    .requestHandler { request ->
                        requests += request
                        if (requests.size == STREAMS) {
                            vertx.runOnContext {
                                val before = flushes.get()
                                requests.forEach { it.response().end("done") }
                                vertx.runOnContext {
                                    vertx.runOnContext { answered.complete(flushes.get() - before) }
                                }
                            }
                        }
                    }
                    .listen(0, "127.0.0.1")
                    .wait()
            val options =
                HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false)
            val client = vertx.createHttpClient(options)
            val bodies =
                List(STREAMS) {
                    client
                        .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/")
                        .compose { it.send() }
                        .compose(HttpClientResponse::body)
                }
            answered.get(60, TimeUnit.SECONDS) shouldBeLessThanOrEqual 2
            bodies.forEach { it.wait().toString() shouldBe "done" }
        }
    })

private const val STREAMS = 10

private fun <T> Future<T>.wait(): T =
    toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS)

private class CountingFlushes(private val flushes: AtomicInteger) :
    ChannelOutboundHandlerAdapter() {
    override fun flush(context: ChannelHandlerContext) {
        flushes.incrementAndGet()
        context.flush()
    }
}
