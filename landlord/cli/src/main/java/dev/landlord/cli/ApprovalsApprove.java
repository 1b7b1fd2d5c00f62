package dev.landlord.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "approve", description = "Approves a request of an execution; a decision is final.")
final class ApprovalsApprove extends ApiCommand {
    @Mixin
    private DecisionOptions decision;

    @Option(
            names = "--value",
            paramLabel = "JSON|@FILE",
            description = "The value of the approval: JSON, or a file with JSON")
    private String value;

    ApprovalsApprove() {}

    @Override
    public Integer call() throws IOException {
        return decision.send(this, "approve", value == null ? null : JsonInput.read("--value", value, directory()));
    }
}
