package dev.landlord.workflow.serve

import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.vertx.core.Context
import io.vertx.core.Vertx
import io.vertx.core.buffer.Buffer
import io.vertx.core.http.HttpServerResponse
import java.lang.reflect.Proxy
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.time.Duration.Companion.seconds

/** What of the messages of an attempt is sent together, and in which order. */
class HeldMessagesTest :
    FunSpec({
        val vertx = Vertx.vertx()
        afterSpec { vertx.close() }

        fun play(isBatching: Boolean = true, use: HeldMessages.() -> Unit): Sent {
            val context = vertx.orCreateContext
            val sent = Sent()
            val messages = HeldMessages(context, sent.response, isBatching)
            context.runOn { messages.use() }
            return sent
        }

        test("the command of a step is sent together with what follows it") {
            val sent = play {
                add(RUN + "a")
                add(PROPOSAL + "b")
                add(PROPOSAL + "c")
            }
            sent.writes shouldBe listOf("RaPb", "Pc")
        }

        test("commands of several branches are sent together") {
            val sent = play {
                add(RUN + "a")
                add(RUN + "b")
                add(PROPOSAL + "c")
            }
            sent.writes shouldBe listOf("RaRbPc")
        }

        test("a command that nothing follows is sent by itself, and only once") {
            val sent = play { add(RUN + "a") }
            eventually(60.seconds) { sent.writes shouldBe listOf("Ra") }
        }

        test("what is held back is sent at the end") {
            val sent = play {
                add(RUN + "a")
                flush()
                flush()
            }
            sent.writes shouldBe listOf("Ra")
        }

        test("nothing is sent after the response has ended") {
            val sent = Sent()
            val context = vertx.orCreateContext
            context.runOn {
                HeldMessages(context, sent.response, true).add(RUN + "a")
                sent.hasEnded = true
            }
            // The timer of the message was set before this one.
            val later = CompletableFuture<Unit>()
            context.runOn { vertx.setTimer(20) { later.complete(Unit) } }
            later.join()
            sent.writes shouldBe emptyList()
        }

        test("without batching each message is sent at once") {
            val sent =
                play(isBatching = false) {
                    add(RUN + "a")
                    add(PROPOSAL + "b")
                }
            sent.writes shouldBe listOf("Ra", "Pb")
        }
    })

/** The first two bytes of a message are its type. */
private val RUN = byteArrayOf(0x04, 0x11)
private val PROPOSAL = byteArrayOf(0x00, 0x05)

private operator fun ByteArray.plus(text: String) = this + text.toByteArray()

private fun Context.runOn(task: () -> Unit) {
    val done = CompletableFuture<Unit>()
    runOnContext { done.complete(task()) }
    done.join()
}

/**
 * A response that keeps what is written, with `R` for the type of a command and `P` for another.
 */
private class Sent {
    val writes = CopyOnWriteArrayList<String>()
    @Volatile var hasEnded = false

    val response =
        Proxy.newProxyInstance(javaClass.classLoader, arrayOf(HttpServerResponse::class.java)) {
            _,
            method,
            arguments ->
            when (method.name) {
                "write" -> null.also { writes += (arguments[0] as Buffer).text() }
                "ended",
                "closed" -> hasEnded
                else -> error("unexpected: $method")
            }
        } as HttpServerResponse

    private fun Buffer.text() =
        String(bytes, Charsets.ISO_8859_1).replace("\u0004\u0011", "R").replace("\u0000\u0005", "P")
}
