package dev.landlord.server

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlin.io.path.Path
import kotlin.io.path.extension
import kotlin.io.path.readLines
import kotlin.io.path.readText
import kotlin.io.path.walk

/** Each of the 101 promises has a test, or a reason in the guide. */
class RowsTest :
    FunSpec({
        val guide = Path("../../docs/landlord.md").readText()
        val kept = rowsIn(guide.substringAfter("| row | promise |").substringBefore("| row | not"))
        val notKept = rowsIn(guide.substringAfter("| row | not as promised, because |"))
        val tested =
            listOf("src/test/kotlin", "../cli/src/test/kotlin", "../api/src/test/kotlin")
                .flatMap { Path(it).walk() }
                .filter { it.extension == "kt" && it.fileName.toString() != "RowsTest.kt" }
                .flatMap { it.readLines() }
                .flatMap { line ->
                    ROWS.findAll(line).flatMap { numbers(it.groupValues[1]) } +
                        REFUSED.findAll(line).map { it.groupValues[1].toInt() }
                }
                .toSet()

        test("the guide contains every row once") {
            (kept + notKept).sorted() shouldBe (1..101).toList()
        }

        test("every kept promise has a test") {
            kept.filterNot { it in tested }.shouldBeEmpty()
        }
    })

/** The numbers in the first column of a table. */
private fun rowsIn(table: String): List<Int> =
    table
        .lines()
        .filter { it.startsWith("| ") }
        .flatMap { numbers(it.removePrefix("| ").substringBefore(" |")).toList() }

/** `8 to 19`, `3, 11, 20` or `56, 58 and 88 to 92`. */
private fun numbers(text: String): Sequence<Int> =
    text.split(", ", " and ").asSequence().flatMap { part ->
        val ends = part.split(" to ").map { it.toInt() }
        (ends.first()..ends.last()).asSequence()
    }

private val ROWS = Regex("""\brows? (\d+(?:(?:, | and | to )\d+)*)""")

/** Tests that are generated from a list. */
private val REFUSED = Regex("""\brefused\(\s*(\d+),""")
