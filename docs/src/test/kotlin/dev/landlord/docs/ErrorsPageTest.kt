package dev.landlord.docs

import dev.landlord.workflow.compiler.shouldSay
import dev.landlord.workflow.errors.ErrorCode
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import java.nio.file.Path
import kotlin.io.path.Path
import kotlin.io.path.extension
import kotlin.io.path.isDirectory
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.readText
import kotlin.io.path.walk

/**
 * The page of errors is generated from the catalogue, which lists the ids of all messages.
 */
class ErrorsPageTest :
    FunSpec({
        test("the page is the output of its generator") { Path("errors.md") shouldSay errorsPage() }

        test("the catalogue has exactly the errors that messages use") {
            libraries().flatMap { idsIn(it) }.distinct().sorted() shouldContainExactly
                ErrorCode.values().map { it.name }.sorted()
        }

        test("every message with an id is built from the catalogue") {
            libraries().filter { "[LW" in it.readText() }.map { it.name }.shouldBeEmpty()
        }
    })

/** The main sources of each published module except the catalogue. */
private fun libraries(): List<Path> =
    TOP.listDirectoryEntries()
        .filter { it.name !in setOf("errors", "samples", "benchmarks", "docs", "target") }
        .map { it.resolve("src/main") }
        .filter { it.isDirectory() }
        .flatMap { it.walk() }
        .filter { it.extension in setOf("kt", "java") }

/** The ids in code: a comment or an import does not write a message. */
private fun idsIn(source: Path): Sequence<String> =
    source
        .readText()
        .lineSequence()
        .map { it.trim() }
        .filterNot { line -> NO_CODE.any(line::startsWith) }
        .flatMap { ID.findAll(it) }
        .map { it.value }

private val NO_CODE = listOf("import ", "*", "/*", "//")

private val ID = Regex("""\bLW\d{3}\b""")
