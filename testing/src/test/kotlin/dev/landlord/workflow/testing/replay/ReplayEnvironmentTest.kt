package dev.landlord.workflow.testing.replay

import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.checkReplayDeterminism
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.time.LocalDate
import java.util.Locale
import java.util.TimeZone
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.concurrent.thread

/** A check restores the environment of the process. */
class ReplayEnvironmentTest :
    FunSpec({
        test("the check changes locale and time zone, and restores them") {
            Locale.setDefault(Locale.Category.FORMAT, Locale.GERMANY)
            val before = defaults()
            val seen = ReplayEnvironment.all.map { it.execute { defaults() } }
            defaults() shouldBe before
            seen.toSet().size shouldBe ReplayEnvironment.all.size
            shouldThrow<IllegalStateException> {
                ReplayEnvironment.all.first().execute { error("no") }
            }
            defaults() shouldBe before
        }

        test("two environments never have the same date") {
            val (one, other) = ReplayEnvironment.all.map { it.execute { LocalDate.now() } }
            (one == other) shouldBe false
        }

        test("an interrupted check ends and does not block the next check") {
            val replaying = CountDownLatch(1)
            val isOver = AtomicBoolean()
            val thread = thread {
                runCatching {
                    checkReplayDeterminism(listOf("x")) {
                        landlordWorkflow<String, String> {
                            val isReplay = Thread.currentThread().name.startsWith("landlord-replay")
                            if (isReplay) replaying.countDown()
                            while (isReplay && !isOver.get()) Thread.onSpinWait()
                            step("work") { it }
                        }
                    }
                }
            }
            replaying.await()
            thread.interrupt()
            thread.join()
            ReplayEnvironment.all.map { it.execute { "on" } } shouldBe listOf("on", "on", "on")
            isOver.set(true)
        }
    })

private fun defaults() =
    Locale.Category.entries.map { Locale.getDefault(it) } +
        Locale.getDefault() +
        TimeZone.getDefault().id
