package dev.landlord.server

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.ints.shouldBeGreaterThan
import kotlin.io.path.ExperimentalPathApi
import kotlin.io.path.Path
import kotlin.io.path.nameWithoutExtension
import kotlin.io.path.readLines
import kotlin.io.path.walk

/** The table of attacks in the guide names tests that exist. */
class AttacksTest :
    FunSpec({
        test("every attack in the guide has a test") {
            @OptIn(ExperimentalPathApi::class)
            val tests =
                listOf("src/test/kotlin", "../cli/src/test/kotlin")
                    .flatMap { Path(it).walk() }
                    .map { it.nameWithoutExtension }
                    .toSet()
            val rows =
                Path("../../docs/landlord.md")
                    .readLines()
                    .dropWhile { it != "| attack | answer | test |" }
                    .drop(2)
                    .takeWhile { it.startsWith("|") }
            rows.size shouldBeGreaterThan 20
            val named = rows.map { row ->
                Regex("`(\\w+Test)`").findAll(row).map { it.groupValues[1] }.toSet()
            }
            named.filter { it.isEmpty() }.shouldBeEmpty()
            (named.flatten() - tests).shouldBeEmpty()
        }
    })
