package dev.landlord.samples.recipes.limit

import dev.landlord.samples.recipes.Restate
import dev.landlord.workflow.testing.ReplayOptions
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.runWorkflowTest
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.comparables.shouldBeGreaterThanOrEqualTo
import io.kotest.matchers.shouldBe
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource

class SendNewsletterTest :
    FunSpec({
        val limit = Limit(calls = 2, per = 1.seconds)

        test("sends each mail at the time of the limiter") {
            val sent = ArrayList<String>()
            runWorkflowTest(SendNewsletter({ sent += it }, limit).workflow) {
                var calls = 0
                answer("Limiter/take") { _: Limit ->
                    key shouldBe "mail"
                    (500.milliseconds * (calls++ - 1)).coerceAtLeast(Duration.ZERO)
                }
                start(listOf("ada", "bob", "carol", "dora"))
                sent shouldContainExactly listOf("ada", "bob")
                advanceBy(500.milliseconds)
                sent shouldContainExactly listOf("ada", "bob", "carol")
                advanceBy(500.milliseconds)
                expectResult(Unit)
            }
            sent shouldContainExactly listOf("ada", "bob", "carol", "dora")
        }

        test("is deterministic on replay") {
            checkReplayDeterminism(
                listOf(emptyList(), listOf("ada"), listOf("ada", "bob", "carol")),
                ReplayOptions(answers = { answer("Limiter/take") { it: Limit -> it.per } }),
            ) {
                SendNewsletter({}, limit).workflow
            }
        }

        test("on a real server, two newsletters share one limit") {
            val begin = TimeSource.Monotonic.markNow()
            val sent = CopyOnWriteArrayList<Pair<String, Duration>>()
            val newsletter =
                SendNewsletter(
                    { sent += it to begin.elapsedNow() },
                    Limit(2, per = 200.milliseconds),
                )
            Restate.serving(SendNewsletterService(newsletter), Limiter()) {
                post("/SendNewsletter/may/run/send", """["ada", "bob", "carol"]""")
                post("/SendNewsletter/june/run", """["dora", "eve", "finn"]""")
                    .statusCode() shouldBe 200
                get("/restate/workflow/SendNewsletter/may/attach").statusCode() shouldBe 200
            }
            sent.map { it.first } shouldContainExactlyInAnyOrder
                listOf("ada", "bob", "carol", "dora", "eve", "finn")
            // One each tenth of a second; clocks may differ by some milliseconds.
            sent.maxOf { it.second } shouldBeGreaterThanOrEqualTo 490.milliseconds
        }
    })
