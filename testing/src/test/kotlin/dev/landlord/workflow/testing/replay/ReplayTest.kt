package dev.landlord.workflow.testing.replay

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.journal.Command
import dev.landlord.workflow.testing.journal.Completion
import dev.landlord.workflow.testing.journal.RecordedJournal
import dev.restate.common.Slice
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

/** Journals of runs that have not ended. */
class ReplayTest :
    FunSpec({
        fun journal(vararg entries: Any): RecordedJournal {
            val journal = RecordedJournal("Shop", "order", "inv_1", Slice.wrap("\"x\""))
            for (entry in entries) {
                if (entry is Command) journal.add(entry) else journal.add(entry as Completion)
            }
            return journal
        }
        val sleep = Command(Command.Kind.SLEEP, "")
        fun run(name: String) = Command(Command.Kind.RUN, name)
        fun done(command: Int, value: String) = Completion(command, value = Slice.wrap(value))

        fun difference(journal: RecordedJournal, code: WorkflowDefinition<String, String>) =
            Replay(code, journal, sameInstance = false).tracedDifference()?.let {
                "${it.command}: ${it.difference}; ${it.found.substringBefore(" at ")}"
            }

        test("a replay that waits before the end of the journal differs") {
            val both = journal(sleep, sleep)
            difference(both, landlordWorkflow { sleep(3.seconds).let { "end" } }) shouldBe
                "1: an operation less; waits for an operation that has no result yet"
            val parallel =
                landlordWorkflow<String, String> {
                    parallel({ sleep(3.seconds) }, { sleep(2.hours) })
                    "end"
                }
            difference(both, parallel) shouldBe null
        }

        test("a replay that ends before the end of the journal differs") {
            difference(journal(sleep), landlordWorkflow { "end" }) shouldBe
                "0: an operation less; the end, result \"end\""
        }

        test("an unreadable result is reported for its own step, also in a branch") {
            val journal = journal(run("a"), run("b"), done(0, "\"text\""))
            val code =
                landlordWorkflow<String, String> {
                    parallel({ step<Int>("a") { 1 } }, { step<Int>("b") { 1 } })
                    "end"
                }
            difference(journal, code)?.substringBefore(';') shouldBe
                "0: a result that cannot be read"
        }
    })
