package dev.landlord.cli

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.ints.shouldBeGreaterThan
import kotlin.io.path.Path
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.readLines
import kotlin.io.path.readText

/** The commands that the guide and the messages have users type. */
class GuideCommandsTest :
    FunSpec({
        val shell = CliEnvironment(mapOf(), tempdir().toPath(), java.time.ZoneOffset.UTC)

        fun parse(command: String) {
            withClue(command) {
                LandlordCommand.commandLine({ _, _, _ -> error("no server") }, shell)
                    .parseArgs(*arguments(command.substringAfter("landlord ")))
            }
        }

        test("fault 18: parses every command in the guide") {
            val commands =
                Path("../../docs/landlord.md").readLines().filter { it.startsWith("$ landlord ") }
            commands.size shouldBeGreaterThan 5
            commands.forEach(::parse)
        }

        test("fault 18: parses every command that its messages suggest") {
            val commands =
                Path("src/main/java/dev/landlord/cli")
                    .listDirectoryEntries("*.java")
                    .flatMap {
                        SUGGESTED.findAll(it.readText()).map { found -> found.groupValues[1] }
                    }
                    .filterNot {
                        it.endsWith(" ") || '[' in it
                    } // begins a command, or describes one
            commands.size shouldBeGreaterThan 3
            commands.forEach(::parse)
        }
    })

/** As a shell splits them: quotes hold words together. */
private fun arguments(text: String): Array<String> =
    WORD.findAll(text)
        .map { it.value.replace("'", "").removeSurrounding("\"") }
        .toList()
        .toTypedArray()

private val SUGGESTED = Regex("\"(?:[^\"]*: )?(landlord [a-z]+ [^\"]*)\"")

private val WORD = Regex("(?:'[^']*'|\"[^\"]*\"|[^ '\"])+")
