package dev.landlord.docs

import java.nio.file.Path
import kotlin.io.path.Path
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.readLines

/** The folder of the project. */
internal val TOP: Path = Path("..")

/** All documents of the project. */
internal val DOCUMENTS: List<Path> =
    listOf("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(TOP::resolve) +
        Path(".").listDirectoryEntries("*.md").sorted() +
        TOP.resolve("samples").toFile().walk().filter { it.name == "README.md" }.map { it.toPath() }

/**
 * A fenced block of a document.
 *
 * @property snippet the file or region that the comment before the block refers to
 */
internal class Block(val language: String, val snippet: String?, val text: String, val line: Int)

internal fun blocks(document: Path): List<Block> {
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

/** The text that [snippet] refers to: a region of a file, or without a name the whole file. */
internal fun region(snippet: String): String {
    val lines = TOP.resolve(snippet.substringBefore('#')).readLines()
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

private val SNIPPET = Regex("<!-- snippet: (\\S+) -->")
