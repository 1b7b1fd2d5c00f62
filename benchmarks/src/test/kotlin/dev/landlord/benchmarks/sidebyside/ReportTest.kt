package dev.landlord.benchmarks.sidebyside

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Path
import kotlin.io.path.readText
import kotlin.io.path.writeText

/** The tables and plots, and that the guide shows those of the results that are stored with it. */
class ReportTest :
    FunSpec({
        test("the guide has the tables of docs/benchmarks/results.json") {
            val tables = Report(Results.read(RESULTS)).tables()
            val parts = PAGE.readText().split(START, END)
            check(parts.size == 3) { "$PAGE needs one $START and one $END" }
            if (System.getProperty("golden") == "write") {
                PAGE.writeText("${parts[0]}$START\n$tables$END${parts[2]}")
            }
            withClue(
                "after benchmarks/benchmarks side-by-side: run this test with -Dgolden=write"
            ) {
                PAGE.readText() shouldContain "$START\n$tables$END"
            }
        }

        test("a ratio is the geometric mean of the rounds, with Student's interval") {
            val ratio = Ratio.of(listOf(1.0, 2.0, 4.0))
            ratio.mean() shouldBe (2.0 plusOrMinus 1e-9)
            // exp(ln 2 ± 4.303 · ln 2 / √3)
            ratio.low() shouldBe (0.357 plusOrMinus 0.001)
            ratio.high() shouldBe (11.19 plusOrMinus 0.01)
        }

        test("each arm is compared with the hand-written one of the same round") {
            val results = Results.create(tempdir().toPath())
            results.add(listOf(sample(Arm.HAND_WRITTEN, 1, 100.0), sample(Arm.KOTLIN, 1, 150.0)))
            results.add(listOf(sample(Arm.KOTLIN, 2, 90.0), sample(Arm.HAND_WRITTEN, 2, 60.0)))
            val report = Report(results)
            report.ratio(Arm.KOTLIN, Workload.TEN_STEPS, 1, Sample::perSecond).get().mean() shouldBe
                (1.5 plusOrMinus 1e-9)
            report.write()
            val folder = results.folder()
            folder.resolve("tables.md").readText() shouldContain
                "| landlord-workflow, Kotlin | 1.50 (1.50–1.50) |"
            folder.resolve("alone.svg").readText() shouldContain "<svg"
        }
    })

private val RESULTS = Path.of("../docs/benchmarks")
private val PAGE = Path.of("../docs/benchmarks.md")
private const val START = "<!-- tables -->"
private const val END = "<!-- end of tables -->"

private fun sample(arm: Arm, round: Int, perSecond: Double) =
    Sample(arm, round, Workload.TEN_STEPS, 1, 10, perSecond, 1.0, 2.0, 0.5, 1.5, 22, 889)
