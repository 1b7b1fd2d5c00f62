package dev.landlord.docs

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import java.nio.file.Path
import kotlin.io.path.Path
import kotlin.io.path.exists
import kotlin.io.path.isExecutable
import kotlin.io.path.name
import kotlin.io.path.readLines
import kotlin.io.path.readText
import kotlin.io.path.writeText
import kotlinx.serialization.json.Json

/**
 * A code block of a document is a region of a file that is compiled and run, or data that a test
 * reads: a block follows `<!-- snippet: path#region -->`, or without a region is the whole file.
 * Commands exist, a `text` block is output, and links lead somewhere.
 */
class SnippetTest :
    FunSpec({
        if (System.getProperty("golden") == "write") DOCUMENTS.forEach(::refresh)

        for (document in DOCUMENTS) {
            for (block in blocks(document)) {
                test("${document.name}, line ${block.line}, is compiled, run or marked as output") {
                    when (block.language) {
                        "kotlin",
                        "java",
                        "xml",
                        "yaml",
                        "properties",
                        "json" -> {
                            val snippet =
                                checkNotNull(block.snippet) { "no <!-- snippet: … --> before it" }
                            block.text shouldBe region(snippet)
                            if (block.language == "json") Json.parseToJsonElement(block.text)
                        }
                        "console",
                        "sh" -> commands(block).forEach(::verify)
                        else -> block.language shouldBe "text"
                    }
                }
            }

            test("${document.name} has no broken link") {
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

        test("CI runs the second command of the README") {
            val quickStart =
                blocks(TOP.resolve("README.md"))
                    .first { it.language == "sh" }
                    .text
                    .lines()
                    .filter {
                        it.isNotBlank() && !it.startsWith("#")
                    }
            quickStart.size shouldBe 2
            TOP.resolve(".ci/run").readLines() shouldContain quickStart.last()
        }
    })

/** `GuideCommandsTest` sends the `curl` commands; Landlord's own tests read its commands. */
private fun verify(command: ShellCommand) {
    withClue("$command") {
        when (command.program) {
            "curl" -> Curl(command).json?.let { Json.parseToJsonElement(it) }
            "landlord" -> Unit
            "npx" ->
                command.words.last() shouldBe
                    "@restatedev/restate-server@${version("restate.server.version")}"
            "mvn" ->
                command.words
                    .firstOrNull { it.startsWith("-Dexec.mainClass=") }
                    ?.let { Class.forName(it.substringAfter('=')) }
            else -> TOP.resolve(command.program).isExecutable() shouldBe true
        }
    }
}

private fun version(property: String): String =
    checkNotNull(Regex("<$property>(.*)</$property>").find(TOP.resolve("pom.xml").readText()))
        .groupValues[1]

/** Updates the snippets of [document]. */
private fun refresh(document: Path) {
    val block =
        Regex("(<!-- snippet: (\\S+) -->\n```\\w+\n)(?:.*?\n)??```", RegexOption.DOT_MATCHES_ALL)
    document.writeText(
        block.replace(document.readText()) {
            val (head, snippet) = it.destructured
            "$head${region(snippet)}\n```"
        }
    )
}

private val LINK = Regex("]\\(([^)\\s]+)\\)")
