package dev.landlord.cli;

import picocli.CommandLine.Command;

@Command(
        name = "key",
        description = "Creates, lists and revokes the API keys of users, which needs the role admin.",
        subcommands = {KeyCreate.class, KeyList.class, KeyRevoke.class})
final class KeyCommand extends CommandGroup {
    KeyCommand() {}
}
