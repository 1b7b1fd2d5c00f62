package dev.landlord.cli

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldEndWith
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.string.shouldStartWith
import kotlin.io.path.writeText
import picocli.CommandLine

/** The help of every command. */
class HelpTest :
    FunSpec({
        fun commands(line: CommandLine, path: List<String>): List<Pair<List<String>, CommandLine>> =
            listOf(path to line) +
                line.subcommands.flatMap { (name, command) -> commands(command, path + name) }

        val shell = CliEnvironment(mapOf(), tempdir().toPath(), java.time.ZoneOffset.UTC)
        val all =
            commands(
                LandlordCommand.commandLine({ _, _, _ -> error("no server") }, shell),
                listOf(),
            )

        test("row 94, row 95: lists all commands") {
            all.map { (path, _) -> path.joinToString(" ") }
                .sorted()
                .joinToString("\n")
                .trim() shouldBe
                """
                approvals
                approvals approve
                approvals list
                approvals reject
                audit
                audit export
                audit list
                completion
                compute
                key
                key create
                key list
                key revoke
                server
                tenant
                tenant archive
                tenant create
                tenant delete
                tenant get
                tenant history
                tenant label
                tenant list
                tenant rename
                tenant set
                workflow
                workflow cancel
                workflow create
                workflow delete
                workflow execute
                workflow executions
                workflow list
                workflow show
                workflow status
                """
                    .trimIndent()
        }

        for ((path, command) in all) {
            val name = (listOf("landlord") + path).joinToString(" ")
            test("$name --help has a description and the exit codes") {
                val help = Terminal(*path.toTypedArray(), "--help")
                help.exit shouldBe 0
                help.err shouldBe ""
                help.out shouldStartWith "Usage: $name "
                val sentence = command.commandSpec.usageMessage().description()[0]
                withClue(sentence) { sentence shouldMatch Regex("[A-Z][^.]+\\.") }
                help.out shouldEndWith
                    """
                    Exit codes:
                      0   Done.
                      1   The operation failed or was refused, or the object does not exist.
                      2   Invalid usage, file or value.
                      3   Landlord cannot be reached, or is not ready.
                      4   The operation did not end within --timeout.

                    """
                        .trimIndent()
                for (option in command.commandSpec.options()) {
                    withClue(option.longestName()) {
                        option.description().joinToString("").isNotBlank() shouldBe true
                    }
                }
                Terminal(*path.toTypedArray(), "--version").out shouldBe "landlord 0.1.0\n"
            }
        }

        test("bash can run the completion script") {
            val script = tempdir().toPath().resolve("completion")
            script.writeText(Terminal("completion").out)
            fun bash(vararg arguments: String): String {
                val process = ProcessBuilder("bash", *arguments).redirectErrorStream(true).start()
                val output = process.inputReader().readText()
                withClue(output) { process.waitFor() shouldBe 0 }
                return output
            }
            bash("-n", "$script") shouldBe ""
            bash(
                "-c",
                "source $script; COMP_WORDS=(landlord workflow exec); COMP_CWORD=2; " +
                    "_complete_landlord; echo \${COMPREPLY[@]}",
            ) shouldContain "execute executions"
        }
    })
