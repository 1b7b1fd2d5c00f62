package dev.landlord.workflow.body

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit.MINUTES
import java.util.concurrent.TimeUnit.SECONDS
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.launch

/** Blocks of different runs share threads, and do not notice each other. */
class BlockThreadsTest :
    FunSpec({
        test("a block that waits for a free thread has not used any of its time") {
            val isReleased = CountDownLatch(1)
            val running = CountDownLatch(500)
            repeat(500) {
                launch(BLOCK_THREADS) {
                    running.countDown()
                    isReleased.await()
                }
            }
            check(running.await(1, MINUTES))
            val late = async(Dispatchers.Default) { withinTimeout(1.seconds) { "done" } }
            // Longer than its limit; no other condition tells that time has passed.
            CountDownLatch(1).await(2, SECONDS)
            late.isCompleted shouldBe false
            isReleased.countDown()
            late.await() shouldBe "done"
        }

        test("a block runs on a virtual thread from JDK 24 on, otherwise on a daemon of a pool") {
            val thread = async(BLOCK_THREADS) { Thread.currentThread() }.await()
            val kind =
                if (Runtime.version().feature() >= 24) "java.lang.VirtualThread"
                else "java.lang.Thread"
            thread.javaClass.name shouldBe kind
            thread.name shouldStartWith "landlord-block-"
            thread.isDaemon shouldBe true
        }

        test("a block neither sees nor leaves an interrupt of its thread") {
            Thread.currentThread().interrupt()
            withoutForeignInterrupt {
                Thread.currentThread().isInterrupted shouldBe false
                Thread.currentThread().interrupt()
            }
            Thread.interrupted() shouldBe false
        }
    })
