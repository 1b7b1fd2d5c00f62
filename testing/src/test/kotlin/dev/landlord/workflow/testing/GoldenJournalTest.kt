package dev.landlord.workflow.testing

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.compensate
import dev.landlord.workflow.contract.Errands
import dev.landlord.workflow.fail
import dev.landlord.workflow.generated.Effects
import dev.landlord.workflow.generated.workflow
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.journal.JournalFile
import dev.landlord.workflow.testing.memory.inMemoryRun
import dev.landlord.workflow.testing.replay.Schedule
import dev.landlord.workflow.testing.replay.ScheduledSimulation
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.extensions.system.withSystemProperty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.orNull
import io.kotest.property.checkAll
import java.nio.file.Path
import kotlin.io.path.Path
import kotlin.io.path.readText
import kotlin.io.path.writeText
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlinx.serialization.Serializable

class GoldenJournalTest :
    FunSpec({
        val committed = Path("src/test/journals")

        test("today's code replays the committed journals") {
            checkGoldenJournals(committed) { version() }
        }

        test("a story compares today's code with its golden journal") {
            runWorkflowTest(version()) {
                start(Order("tea"))
                advanceBy(1.hours)
                expectReplayOf(committed.resolve("tea.json"))
            }
        }

        test("the file is readable") {
            committed.resolve("tea.json").readText() shouldBe
                """
                |{
                |  "workflow":"","key":"test","invocation":"inv_test",
                |  "input":{"item":"tea"},
                |  "entries": [
                |    {"step":"reserve","type":"kotlin.String"},
                |    {"of":1,"value":"reserved tea"},
                |    {"sleep":"30m"},
                |    {"of":3},
                |    {"step":"count","type":"kotlin.Int"},
                |    {"of":5,"value":1}
                |  ],
                |  "end": {"result":"reserved tea 1"}
                |}
                |"""
                    .trimMargin()
        }

        context("a change that breaks runs in flight is reported:") {
            for ((change, difference, code) in CHANGES) {
                test(change) {
                    val message =
                        shouldThrow<AssertionError> { checkGoldenJournals(committed) { code } }
                            .message
                            .orEmpty()
                    message shouldStartWith
                        "[LW147] src/test/journals/tea.json: expected today's code to replay this " +
                            "journal, found at entry "
                    message shouldContain difference
                }
            }
        }

        test("a change after the recorded entries is reported as safe for runs in flight") {
            for (code in listOf(version(pause = 45), version(long = true))) {
                shouldThrow<AssertionError> { checkGoldenJournals(committed) { code } }
                    .message
                    .orEmpty() shouldContain
                    "If the change is intended, write the file again with " +
                        "-Dlandlord.golden=write: a run in flight would continue, a sleep would " +
                        "keep its duration, and a result would be read as the new type.\n"
            }
        }

        test("a change that breaks a run in flight is reported before one that does not") {
            shouldThrow<AssertionError> {
                    checkGoldenJournals(committed) { version(pause = 45, after = true) }
                }
                .message
                .orEmpty() shouldContain "found at entry 7 an operation more\n  recorded"
        }

        test("a change that runs in flight survive is not reported") {
            checkGoldenJournals(committed) {
                version(logs = true, undo = true, reserve = { it.uppercase() })
            }
        }

        test("the message shows the journal and both operations") {
            shouldThrow<AssertionError> {
                    checkGoldenJournals(committed.resolve("tea.json")) { version(first = "claim") }
                }
                .message
                .orEmpty()
                .replace(Regex("GoldenJournalTest.kt:\\d+"), "GoldenJournalTest.kt:<line>") shouldBe
                """
                |[LW147] src/test/journals/tea.json: expected today's code to replay this journal, found at entry 1 another operation
                |  recorded  step "reserve"
                |  replayed  step "claim" at GoldenJournalTest.kt:<line>
                |Revert the change, or serve it at another URL and keep the old deployment until its runs have ended: a run in flight would stop at this entry. If no such run is left, write the file again with -Dlandlord.golden=write.
                |  >  1  step "reserve"
                """
                    .trimMargin()
        }

        test("one command rewrites the file") {
            val file = tempdir().toPath().resolve("new/order.json")
            val story: WorkflowTest<Order, String>.() -> Unit = {
                start(Order("jam"))
                advanceBy(1.hours)
                expectReplayOf(file)
            }
            shouldThrow<AssertionError> { runWorkflowTest(version(), story = story) }
                .message shouldBe
                "[LW148] $file: expected a golden journal, found none. Run the test once with " +
                    "-Dlandlord.golden=write and commit the file."
            withSystemProperty("landlord.golden", "write") {
                runWorkflowTest(version(), story = story)
            }
            runWorkflowTest(version(), story = story)
            checkGoldenJournals(file.parent) { version() }
        }

        test("a file that is not a journal is reported") {
            fun messageOf(text: String): String {
                val file = tempdir().toPath().resolve("bad.json").also { it.writeText(text) }
                return shouldThrow<AssertionError> { checkGoldenJournals(file) { version() } }
                    .message
                    .orEmpty()
                    .replace("$file", "bad.json")
            }
            messageOf("{") shouldStartWith
                "[LW148] bad.json: expected a golden journal, found not JSON: "
            messageOf("{}") shouldBe
                "[LW148] bad.json: expected a golden journal, found no \"workflow\". Write the " +
                    "file again with -Dlandlord.golden=write."
            messageOf("""{"workflow":"","key":"","invocation":"","entries":[{"of":1}]}""") shouldBe
                "[LW148] bad.json: expected a golden journal, found entry 1 completes entry 1, " +
                    "which is not a command. Write the file again with -Dlandlord.golden=write."
        }

        test("a folder without journals is reported") {
            val folder: Path = tempdir().toPath()
            shouldThrow<AssertionError> { checkGoldenJournals(folder) { version() } }
                .message
                .orEmpty() shouldStartWith "[LW148] $folder: expected a golden journal, found none"
        }

        test("a written journal is read back byte for byte, and replays the same way") {
            checkAll(500, Arb.workflow(), Arb.int(1..30).orNull()) { program, cancelAfter ->
                val simulation = ScheduledSimulation(Schedule(order = 7, cancelAfter = cancelAfter))
                val run =
                    inMemoryRun(
                        workflow(program, Effects()),
                        "ü\"$",
                        simulation,
                        services = Errands.inMemory(),
                    )
                run.proceed()
                val text = JournalFile.write(run.journal)
                JournalFile.write(JournalFile.read(text)) shouldBe text
                val file = tempdir().toPath().resolve("program.json").also { it.writeText(text) }
                checkGoldenJournals(file) { workflow(program, Effects()) }
            }
        }
    })

@Serializable private data class Order(val item: String, val quantity: Int = 1)

private val CHANGES =
    listOf(
        Triple("a step of another name", "another operation", version(first = "claim")),
        Triple("an added step at the front", "another operation", version(before = true)),
        Triple("an added step at the end", "an operation more", version(after = true)),
        Triple("a removed step at the end", "an operation less", version(counts = false)),
        Triple(
            "a sleep of another length",
            "another duration: 30m became 45m",
            version(pause = 45),
        ),
        Triple(
            "another result type",
            "another result type: kotlin.Int became kotlin.Long",
            version(long = true),
        ),
        Triple(
            "a result of an incompatible type",
            "a result that cannot be read",
            list(),
        ),
        Triple("another result", "another end", version(result = "done")),
        Triple("a failure", "another end", version(fails = true)),
        Triple("a bug", "another end", version(bug = true)),
        Triple(
            "a name from the environment",
            "another operation",
            version(first = System.getProperty("java.vendor")),
        ),
    )

private fun version(
    first: String = "reserve",
    before: Boolean = false,
    after: Boolean = false,
    counts: Boolean = true,
    pause: Int = 30,
    long: Boolean = false,
    logs: Boolean = false,
    undo: Boolean = false,
    fails: Boolean = false,
    bug: Boolean = false,
    result: String? = null,
    reserve: (String) -> String = { "reserved $it" },
): WorkflowDefinition<Order, String> = landlordWorkflow { order ->
    if (before) step("before") {}
    val reservation = step(first) { reserve(order.item) }
    if (undo) compensate("release") {}
    if (logs) log.info { "reserved" }
    sleep(pause.minutes)
    val count = if (counts) count(long) else 1
    if (after) step("after") {}
    if (fails) fail("sold out")
    check(!bug) { "a bug" }
    result ?: "$reservation $count"
}

private suspend fun WorkflowScope.count(long: Boolean): Number =
    if (long) step<Long>("count") { 1 } else step<Int>("count") { 1 }

private fun list(): WorkflowDefinition<Order, String> = landlordWorkflow {
    val counted = step<List<String>>("reserve") { emptyList() }
    "$counted"
}
