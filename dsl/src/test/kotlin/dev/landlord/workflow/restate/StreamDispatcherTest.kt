@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.restate

import dev.landlord.workflow.EventLoopUse
import dev.landlord.workflow.engine.InternalEngineApi
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import java.time.Duration
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.TimeSource
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield

/** An attempt runs on its event loop, and shares it. */
class StreamDispatcherTest :
    FunSpec({
        val loop = Executors.newSingleThreadExecutor { Thread(it, "the loop") }
        val stream =
            object : InvocationStream {
                override fun isReplaying() = false

                override fun isCurrent() = Thread.currentThread().name == "the loop"

                override fun execute(task: Runnable) = loop.execute(task)

                override fun waits(patience: Duration) = Unit

                override fun resumed() = Unit
            }

        afterSpec { loop.shutdown() }

        fun thread() = Thread.currentThread().name.substringBefore(" @")

        test("a coroutine comes back to the event loop, and its caller to its own threads") {
            val seen = ArrayList<String>()
            withContext(Dispatchers.Default) {
                StreamDispatcher(stream, "Ship", EventLoopUse()).run {
                    seen += thread()
                    withContext(Dispatchers.IO) {}
                    seen += thread()
                }
                thread() shouldStartWith "DefaultDispatcher"
            }
            seen shouldBe listOf("the loop", "the loop")
        }

        test("an attempt whose server has been closed ends as cancelled, on another thread") {
            val closing = Executors.newSingleThreadExecutor()
            val closed =
                object : InvocationStream by stream {
                    override fun isCurrent() = false

                    override fun execute(task: Runnable) = closing.execute(task)
                }
            val ended = CompletableDeferred<String>()
            val attempt =
                launch(Dispatchers.Default) {
                    try {
                        StreamDispatcher(closed, "Ship", EventLoopUse()).run {
                            withContext(Dispatchers.IO) {
                                // Only after the turn in which this began.
                                closing.submit {}.get()
                                closing.shutdown()
                            }
                        }
                    } finally {
                        ended.complete(thread())
                    }
                }
            withTimeout(1.minutes) { ended.await() } shouldStartWith "DefaultDispatcher"
            attempt.join()
            attempt.isCancelled shouldBe true
        }

        test("a long replay lets other runs have their turns") {
            val others = AtomicInteger()
            val dispatcher = StreamDispatcher(stream, "Ship", EventLoopUse())
            dispatcher.run {
                repeat(20) {
                    loop.execute { others.incrementAndGet() }
                    val end = TimeSource.Monotonic.markNow() + 10.milliseconds
                    while (!end.hasPassedNow()) Thread.onSpinWait()
                    others.get() shouldBe it
                    dispatcher.letOthersRun()
                    others.get() shouldBe it + 1
                }
            }
        }

        test("the bodies of a slow workflow run elsewhere") {
            val use = EventLoopUse()
            val seen = ArrayList<String>()
            StreamDispatcher(stream, "Ship", use).run {
                seen += thread()
                use.isSlow = true
                yield()
                seen += thread().substringBefore("-worker")
            }
            seen shouldBe listOf("the loop", "DefaultDispatcher")
        }
    })
