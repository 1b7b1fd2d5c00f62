package dev.landlord.samples.recipes.cron

import dev.landlord.samples.recipes.Restate
import dev.landlord.samples.recipes.soon
import dev.landlord.workflow.testing.ReplayOptions
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.runWorkflowTest
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

class WatchTest :
    FunSpec({
        val hourly = Rounds("example.com", every = 1.hours)

        test("checks at once, then every hour, until it is stopped") {
            val checks = AtomicInteger()
            val watch = Watch { checks.incrementAndGet() }
            runWorkflowTest(watch.workflow) {
                start(hourly)
                checks.get() shouldBe 1
                advanceBy(2.hours)
                checks.get() shouldBe 3
                advanceBy(30.minutes)
                send(watch.stop, Unit)
                expectResult("stopped")
            }
            checks.get() shouldBe 3
        }

        test("continues with a new journal after a hundred rounds") {
            runWorkflowTest(Watch {}.workflow) {
                start(hourly)
                advanceBy(99.hours)
                expectWaitingFor("stop")
                advanceBy(1.hours)
                expectResult("goes on as example.com-2")
            }
        }

        test("is deterministic on replay") {
            val watch = Watch {}
            checkReplayDeterminism(
                listOf(hourly),
                ReplayOptions(iterations = 20, whenWaiting = { send(watch.stop, Unit) }),
            ) {
                Watch {}.workflow
            }
        }

        test("on a real server, continues from run to run until it is stopped") {
            val checks = AtomicInteger()
            Restate.serving(WatchService(Watch { checks.incrementAndGet() })) {
                post(
                    "/Watch/example.org/run/send",
                    """{"site": "example.org", "every": "PT0.001S"}""",
                )
                soon { post("/Watch/example.org-2/stop").statusCode() shouldBe 200 }
                soon {
                    get("/restate/workflow/Watch/example.org-2/output").body() shouldBe
                        "\"stopped\""
                }
                checks.get() shouldBeGreaterThan Watch.ROUNDS
            }
        }
    })
