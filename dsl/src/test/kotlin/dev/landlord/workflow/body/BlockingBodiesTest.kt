@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.body

import dev.landlord.workflow.carrier.BodyUnwound
import dev.landlord.workflow.carrier.Carriers
import dev.landlord.workflow.engine.InternalEngineApi
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import java.util.concurrent.atomic.AtomicInteger

class BlockingBodiesTest :
    FunSpec({
        test("a verb outside a turn is refused, and after the end it unwinds its caller") {
            val bodies = BlockingBodies(Carriers.PLATFORM_THREAD)
            shouldThrow<IllegalStateException> { bodies.caller("uuid") }
                .message
                .orEmpty() shouldStartWith "[LW105] uuid()"
            bodies.close()
            shouldThrow<BodyUnwound> { bodies.caller("uuid") }
        }

        test("code that calls verbs in a loop after the end does not spin for ever") {
            val bodies = BlockingBodies(Carriers.PLATFORM_THREAD)
            val carrier = bodies.newCarrier()
            val calls = AtomicInteger()
            carrier.turn {
                runCatching { carrier.park() }
                while (true) runCatching { bodies.caller("uuid") }.also { calls.incrementAndGet() }
            }
            bodies.close()
            calls.get() shouldBe 1_000
        }
    })
