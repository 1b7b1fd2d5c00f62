@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.body

import dev.landlord.workflow.carrier.BodyUnwound
import dev.landlord.workflow.carrier.Carriers
import dev.landlord.workflow.engine.InternalEngineApi
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import io.kotest.matchers.types.shouldBeInstanceOf
import java.time.Duration
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.seconds

class BlockingBodiesTest :
    FunSpec({
        test(
            "a verb outside a turn is refused, and after the end it unwinds the bodies of the run"
        ) {
            val bodies = BlockingBodies(Carriers.PLATFORM_THREAD)
            val carrier = bodies.newCarrier()
            var thrown: Throwable? = null
            carrier.turn {
                runCatching { carrier.park() }
                thrown = runCatching { bodies.caller("uuid") }.exceptionOrNull()
            }
            fun callFromElsewhere() =
                shouldThrow<IllegalStateException> { bodies.caller("uuid") }.message.orEmpty()
            callFromElsewhere() shouldStartWith "[LW105] uuid()"
            bodies.close()
            thrown.shouldBeInstanceOf<BodyUnwound>()
            callFromElsewhere() shouldStartWith "[LW105] uuid()"
        }

        test("a body that does not end does not delay the end of the next one") {
            val bodies = BlockingBodies(Carriers.PLATFORM_THREAD)
            val isReleased = CountDownLatch(1)
            val stuck = List(2) { bodies.newCarrier() }
            for (carrier in stuck) {
                carrier.turn {
                    runCatching { carrier.park() }
                    isReleased.await()
                }
            }
            stuck.forEach { it.close(System.nanoTime()) }
            isReleased.count shouldBe 1
            isReleased.countDown()
        }

        test("code that calls verbs in a loop after the end does not spin for ever") {
            val bodies = BlockingBodies(Carriers.PLATFORM_THREAD)
            val carrier = bodies.newCarrier()
            val calls = AtomicInteger()
            carrier.turn {
                runCatching { carrier.park() }
                while (true) runCatching { bodies.caller("uuid") }.also { calls.incrementAndGet() }
            }
            bodies.close(atMost = Duration.ZERO)
            eventually(60.seconds) { calls.get() shouldBe 1_000 }
        }
    })
