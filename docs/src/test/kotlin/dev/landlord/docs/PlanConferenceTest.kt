package dev.landlord.docs

import dev.landlord.workflow.testing.ReplayOptions
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.runWorkflowTest
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours

/** Runs the guide's code for branches and waiting. */
class PlanConferenceTest :
    FunSpec({
        val plan = Plan(listOf("Ada", "Bob", "Carol", "Dora"), listOf("town hall", "theatre"))

        test("the slower hall is released, and a speaker accepts the keynote") {
            val conference = FakeConference(streamsAt = 3)
            val planning = PlanConference(conference)
            runWorkflowTest(planning.workflow) {
                hold("reserve town hall")
                start(plan)
                release("reserve town hall")
                conference.reserved shouldContainExactly listOf("theatre")
                send(planning.keynote, "Grace")
                advanceBy(1.hours)
                expectResult("Grace, then Ada, Bob, Carol, Dora, at the theatre")
                expectUndone("release town hall")
            }
        }

        test("without a keynote it continues after a week; without a stream it is undone") {
            val conference = FakeConference(streamsAt = Int.MAX_VALUE)
            runWorkflowTest(PlanConference(conference).workflow) {
                start(plan)
                advanceBy(7.days)
                advanceUntilEnd()
                expectFailure("poll(\"stream is up\") took longer than 30m", 504)
            }
            conference.reserved shouldBe emptyList()
        }

        test("replays the same way after any crash and with any branch first") {
            val planning = PlanConference(FakeConference(streamsAt = 2))
            checkReplayDeterminism(
                listOf(plan),
                ReplayOptions(whenWaiting = { send(planning.keynote, "Grace") }),
            ) {
                PlanConference(FakeConference(streamsAt = 2)).workflow
            }
        }
    })

private class FakeConference(private val streamsAt: Int) : Conference {
    private val keys = CopyOnWriteArrayList<Pair<String, String>>()
    private var asked = 0

    val reserved: List<String>
        get() = keys.map { it.first }

    override fun invite(speaker: String) = speaker

    override fun callOff(talk: String) {}

    override fun reserve(hall: String, key: String) = hall.also { keys += hall to key }

    override fun release(key: String) {
        keys.removeIf { it.second == key }
    }

    override fun isStreaming(hall: String) = ++asked >= streamsAt
}
