package dev.landlord.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = {
            "Prints a script with which bash and zsh complete commands and options.",
            "Use it with: source <(landlord completion)"
        })
final class CompletionCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    CompletionCommand() {}

    @Override
    public void run() {
        CommandSpec root = spec.root();
        spec.commandLine().getOut().print(AutoComplete.bash(root.name(), root.commandLine()));
    }
}
