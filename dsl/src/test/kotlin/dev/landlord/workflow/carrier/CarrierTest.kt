@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.carrier

import dev.landlord.workflow.engine.InternalEngineApi
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.ints.shouldBeGreaterThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit.SECONDS
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.seconds

/** Each kind of carrier that this JDK has: turns, thread-locals, monitors, and the end. */
class CarrierTest :
    FunSpec({
        test("a JDK has platform threads, and from 21 on the other kinds") {
            Carriers.available().map { it.propertyValue() } shouldContainExactly
                if (Runtime.version().feature() < 21) listOf("platform-thread")
                else listOf("continuation", "virtual-thread", "platform-thread")
        }

        for (kind in Carriers.available()) {
            val name = kind.propertyValue()

            test("$name: a body runs in turns on one stack") {
                val carrier = kind.create()
                val trail = ArrayList<String>()
                val threads = HashSet<Thread>()
                carrier.turn {
                    for (turn in 1..3) {
                        threads += Thread.currentThread()
                        trail += "turn $turn"
                        carrier.park()
                    }
                    trail += "end"
                }
                trail shouldContainExactly listOf("turn 1")
                carrier.turn { trail += "block 2" }
                onAnotherThread { carrier.turn { trail += "block 3" } }
                carrier.turn { trail += "block 4" }
                trail shouldContainExactly
                    listOf("turn 1", "block 2", "turn 2", "block 3", "turn 3", "block 4", "end")
                withClue("a continuation runs on the thread of its turn") {
                    threads.size shouldBe if (kind == Carriers.CONTINUATION) 2 else 1
                }
            }

            test("$name: code that ends can be followed by a new stack") {
                val carrier = kind.create()
                var turns = 0
                repeat(3) { carrier.turn { turns++ } }
                turns shouldBe 3
            }

            test(
                "$name: the end of a turn that is not waited for is reported, with what it threw"
            ) {
                val carrier = kind.create()
                fun reported(block: () -> Unit): Throwable? {
                    val report = CompletableFuture<Throwable?>()
                    carrier.start(block) { report.complete(it) }
                    return report.get(60, SECONDS)
                }
                var turns = 0
                reported { repeat(2) { turns++.also { carrier.park() } } } shouldBe null
                turns shouldBe 1
                reported {} shouldBe null
                turns shouldBe 2
                reported {} shouldBe null
                for (thrown in listOf(IllegalStateException("broken"), AssertionError("broken"))) {
                    reported { throw thrown } shouldBe thrown
                }
            }

            test("$name: what a turn throws reaches the engine") {
                val carrier = kind.create()
                shouldThrow<IllegalStateException> { carrier.turn { error("broken") } }
                    .message shouldBe "broken"
            }

            test("$name: thread-locals belong to the body, and no other sees them") {
                val local = ThreadLocal.withInitial { "none" }
                local.set("engine's")
                val (first, second) = listOf(kind.create(), kind.create())
                val seen = ArrayList<String>()
                first.turn {
                    seen += local.get()
                    local.set("first's")
                    first.park()
                    seen += local.get()
                }
                second.turn { seen += local.get() }
                onAnotherThread { first.turn {} }
                seen shouldContainExactly listOf("none", "none", "first's")
                local.get() shouldBe "engine's"
            }

            test("$name: thread-locals end with the body, also when another follows at once") {
                val local = ThreadLocal.withInitial { "none" }
                val seen = ArrayList<String>()
                repeat(20) { n ->
                    kind.create().turn {
                        seen += local.get()
                        local.set("of body $n")
                    }
                }
                seen.toSet() shouldBe setOf("none")
            }

            test("$name: a closed body is unwound if it has a thread, and dropped if not") {
                val carrier = kind.create()
                val trail = ArrayList<String>()
                carrier.turn {
                    try {
                        carrier.park()
                    } catch (failure: Exception) {
                        trail += "caught $failure"
                    } finally {
                        trail += "finally"
                        // A verb in a `finally` passes the unwinding on.
                        trail +=
                            shouldThrow<BodyUnwound> { carrier.park() }.stackTrace.size.toString()
                    }
                }
                carrier.end()
                trail shouldContainExactly
                    if (carrier.isThread) listOf("finally", "0") else emptyList()
            }

            test("$name: code that swallows the unwinding in a loop does not spin for ever") {
                val carrier = kind.create()
                val loops = AtomicInteger()
                carrier.turn {
                    while (true) {
                        try {
                            carrier.park()
                        } catch (_: Throwable) {
                            loops.incrementAndGet()
                        }
                    }
                }
                carrier.close(System.nanoTime())
                val most = if (carrier.isThread) 1_000 else 0
                eventually(60.seconds) { loops.get() shouldBe most }
            }

            test("$name: a body that is interrupted waits, and keeps the interrupt") {
                val carrier = kind.create()
                lateinit var body: Thread
                var isKept = false
                carrier.turn {
                    body = Thread.currentThread()
                    body.interrupt()
                    carrier.park()
                    isKept = Thread.interrupted()
                }
                if (carrier.isThread) {
                    eventually(60.seconds) { body.state shouldBe Thread.State.WAITING }
                    // A wait that ends at once would be running at some of these moments.
                    repeat(100) {
                        body.state shouldBe Thread.State.WAITING
                        Thread.yield()
                    }
                }
                carrier.turn {}
                isKept shouldBe true
            }

            test("$name: an interrupt, and scoped values, are those of one body") {
                val scoped = ScopedText.create()
                val carrier = kind.create()
                val seen = ArrayList<Any?>()
                carrier.turn {
                    scoped.run("alice") {
                        Thread.currentThread().interrupt()
                        carrier.park()
                        seen += Thread.interrupted()
                        seen += scoped.text()
                    }
                    seen += scoped.text()
                }
                val other = kind.create()
                other.turn {
                    seen += Thread.interrupted()
                    seen += scoped.text()
                }
                seen += Thread.interrupted()
                seen += scoped.text()
                carrier.turn {}
                seen shouldContainExactly
                    listOf(false, null, false, null, true, "alice".takeIf { scoped.exists }, null)
            }

            test("$name: a monitor around a verb is refused, or its thread is not lost") {
                val lock = Any()
                val carrier = kind.create()
                val refused = runCatching {
                    carrier.turn { synchronized(lock) { carrier.park() } }
                }
                    .exceptionOrNull()
                if (refused != null) refused.message.orEmpty() shouldStartWith "[LW185]"
                carrier.end()
                // After an unwinding the monitor is free; a dropped continuation leaves it locked.
                if (carrier.isThread) onAnotherThread { synchronized(lock) {} }
            }
        }

        test("platform threads are bounded, and a free one is used again") {
            val parked = ArrayList<Carrier>()
            val exhausted =
                shouldThrow<CarrierExhaustedException> {
                    repeat(MAX_THREADS + 1) {
                        val carrier = Carriers.PLATFORM_THREAD.create()
                        carrier.turn { carrier.park() }
                        parked += carrier
                    }
                }
            exhausted.message.orEmpty() shouldContain "all $MAX_THREADS threads in use"
            // Other tests of this process have left bodies in threads for ever.
            parked.size shouldBeGreaterThanOrEqual MAX_THREADS - 10
            Carriers.PLATFORM_THREAD.areScarce() shouldBe true
            parked.forEach { it.end() }
            while (Carriers.PLATFORM_THREAD.areScarce()) Thread.yield()
            var ran = false
            Carriers.PLATFORM_THREAD.create().turn { ran = true }
            ran shouldBe true
        }
    })

private const val MAX_THREADS = 500

private fun Carrier.end() = close(System.nanoTime() + Carrier.MAX_UNWINDING.toNanos())

private fun onAnotherThread(block: () -> Unit) {
    val done = CountDownLatch(1)
    var failure: Throwable? = null
    Thread {
        failure = runCatching(block).exceptionOrNull()
        done.countDown()
    }
        .start()
    check(done.await(60, SECONDS)) { "blocked for 60 s" }
    failure?.let { throw it }
}
