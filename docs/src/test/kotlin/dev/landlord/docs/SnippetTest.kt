package dev.landlord.docs

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import java.nio.file.Path
import kotlin.io.path.Path
import kotlin.io.path.exists
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.readLines
import kotlin.io.path.readText
import kotlin.io.path.writeText

/**
 * What the documents show is a region of a file that is compiled and run: a block of code follows
 * `<!-- snippet: path#region -->`, or without a region is the whole file. Links lead somewhere.
 */
class SnippetTest :
    FunSpec({
        val top = Path("..")
        val documents =
            listOf("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(top::resolve) +
                Path(".").listDirectoryEntries("*.md").sorted()

        if (System.getProperty("golden") == "write") documents.forEach { refresh(top, it) }

        for (document in documents) {
            test("${document.name} shows what is compiled and run") {
                for (block in blocks(document)) {
                    withClue("${document.name}, line ${block.line}") {
                        if (block.language in setOf("kotlin", "java", "xml")) {
                            val snippet =
                                checkNotNull(block.snippet) { "no <!-- snippet: … --> before it" }
                            block.text shouldBe region(top, snippet)
                        }
                    }
                }
            }

            test("${document.name} links to what is there") {
                LINK.findAll(document.readText())
                    .map { it.groupValues[1] }
                    .filterNot { it.startsWith("http") || it.startsWith("#") }
                    .forEach { link ->
                        withClue(link) {
                            document.resolveSibling(link.substringBefore('#')).exists() shouldBe
                                true
                        }
                    }
            }
        }

        test("the second command of the README is the one that CI runs") {
            val quickStart =
                blocks(top.resolve("README.md"))
                    .first { it.language == "sh" }
                    .text
                    .lines()
                    .filter {
                        it.isNotBlank() && !it.startsWith("#")
                    }
            quickStart.size shouldBe 2
            top.resolve(".ci/run").readLines() shouldContain quickStart.last()
        }

        test("each error has its place on the page of errors, and no other has") {
            val id = Regex("LW\\d{3}")
            val used =
                listOf("dsl", "ksp-processor", "testing")
                    .flatMap { module -> sources(top.resolve("$module/src/main")) }
                    .flatMap { source -> id.findAll(source.readText()).map { it.value } }
                    .toSet()
            val told =
                Path("errors.md")
                    .readLines()
                    .filter { it.startsWith("| LW") }
                    .map { checkNotNull(id.find(it)).value }
            told shouldBe used.sorted()
        }
    })

private class Block(val language: String, val snippet: String?, val text: String, val line: Int)

private fun blocks(document: Path): List<Block> {
    val lines = document.readLines()
    val fences = lines.withIndex().filter { it.value.startsWith("```") }.map { it.index }
    return fences.chunked(2).map { (open, close) ->
        val before = lines.take(open).lastOrNull { it.isNotBlank() }.orEmpty()
        Block(
            language = lines[open].removePrefix("```"),
            snippet = SNIPPET.matchEntire(before)?.groupValues?.get(1),
            text = lines.subList(open + 1, close).joinToString("\n"),
            line = open + 1,
        )
    }
}

/** Writes into [document] what its snippets now are. */
private fun refresh(top: Path, document: Path) {
    val block =
        Regex("(<!-- snippet: (\\S+) -->\n```\\w+\n).*?(\n```)", RegexOption.DOT_MATCHES_ALL)
    document.writeText(
        block.replace(document.readText()) {
            val (head, snippet, tail) = it.destructured
            head + region(top, snippet) + tail
        }
    )
}

private fun region(top: Path, snippet: String): String {
    val lines = top.resolve(snippet.substringBefore('#')).readLines()
    if ('#' !in snippet) return lines.joinToString("\n")
    val name = snippet.substringAfter('#')
    val start = lines.indexOfFirst { it.trim().trimEnd('>', '-', ' ').endsWith("region: $name") }
    check(start >= 0) { "there is no region $name in $snippet" }
    return lines
        .drop(start + 1)
        .takeWhile { "endregion" !in it }
        .joinToString("\n")
        .trimIndent()
        .trim('\n')
}

private fun sources(root: Path): List<Path> =
    root.toFile().walk().filter { it.extension in setOf("kt", "java") }.map { it.toPath() }.toList()

private val SNIPPET = Regex("<!-- snippet: (\\S+) -->")
private val LINK = Regex("]\\(([^)\\s]+)\\)")
