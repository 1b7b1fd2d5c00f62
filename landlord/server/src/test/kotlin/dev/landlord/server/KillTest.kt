package dev.landlord.server

import io.kotest.assertions.assertSoftly
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.ints.shouldBeGreaterThan
import java.util.concurrent.Future
import java.util.concurrent.TimeUnit

/**
 * Kills Landlord and Restate in turn, each time right after requests were answered, while tenants
 * are created, changed and deleted. Then checks that nothing was lost or done twice.
 */
class KillTest :
    FunSpec({
        test("rows 4, 38 and 101: kills of Landlord and Restate lose and repeat no effects") {
            KillScenario(tempdir().toPath()).use { scenario ->
                val scripts = TENANTS.chunked(4)
                val running = mutableListOf<Future<*>>()
                for ((round, batch) in scripts.withIndex()) {
                    scenario.client.answered.drainPermits()
                    running += batch.map { scenario.play(it) }
                    check(scenario.client.answered.tryAcquire(2, 3, TimeUnit.MINUTES)) {
                        "nothing is answered"
                    }
                    if (round % 2 == 0) scenario.killLandlord() else scenario.killRestate()
                }
                scenario.killRestate()
                running.forEach { it.get(5, TimeUnit.MINUTES) }
                scenario.killLandlord()
                scenario.awaitRest()
                scenario.client.unanswered.get() shouldBeGreaterThan 0
                scenario.interrupted shouldBeGreaterThan 0
                assertSoftly { TENANTS.forEach { scenario.verify(it) } }
            }
        }
    })
