package dev.landlord.cli

import java.time.ZoneId
import kotlin.io.path.Path
import kotlin.io.path.absolute
import picocli.CommandLine

/** Every command that calls Landlord's API, with valid arguments; [definition] is a file. */
fun apiCommands(definition: String): Map<String, List<String>> =
    mapOf(
        "tenant create" to listOf("acme", "--config", "{}"),
        "tenant list" to listOf(),
        "tenant get" to listOf("acme"),
        "tenant history" to listOf("acme"),
        "tenant set" to listOf("acme", "--config", "{}"),
        "tenant label" to listOf("acme", "team=blue", "tier-"),
        "tenant rename" to listOf("acme", "Acme Inc."),
        "tenant archive" to listOf("acme"),
        "tenant delete" to listOf("acme"),
        "workflow create" to listOf("mine", "--definition", definition),
        "workflow execute" to listOf("mine", "--input", "{}"),
        "workflow status" to listOf("mine"),
        "workflow show" to listOf("mine"),
        "workflow executions" to listOf("mine"),
        "workflow list" to listOf(),
        "workflow cancel" to listOf("mine", "one", "--reason", "r"),
        "workflow delete" to listOf("mine"),
        "approvals list" to listOf(),
        "approvals approve" to listOf("mine", "one", "agree"),
        "approvals reject" to listOf("mine", "one", "agree"),
        "compute" to listOf(),
        "key create" to listOf("alice", "--role", "viewer"),
        "key list" to listOf(),
        "key revoke" to listOf("alice"),
        "audit list" to listOf(),
        "audit export" to listOf(),
    )

/** The commands without an API. */
val OTHER_COMMANDS = setOf("server", "completion")

/** The command line that [commandLine] creates. */
fun commandLine(): CommandLine =
    LandlordCommand.commandLine(
        { _, _, _ -> error("no server is expected") },
        CliEnvironment(
            mapOf("XDG_CONFIG_HOME" to "/nowhere"),
            Path("target").absolute(),
            ZoneId.of("UTC"),
        ),
    )

/** The words of every command that does something, such as `tenant list`. */
fun commandNames(
    command: CommandLine = commandLine(),
    words: List<String> = listOf(),
): Set<String> =
    if (command.subcommands.isEmpty()) setOf(words.joinToString(" "))
    else command.subcommands.flatMap { (name, sub) -> commandNames(sub, words + name) }.toSet()
