package dev.landlord.samples.landlord.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "approve", description = "Says yes to what an execution waits for, once and for all.")
final class ApprovalsApprove extends ApiCommand {
    @Mixin
    private DecisionOptions decision;

    @Option(
            names = "--value",
            paramLabel = "JSON|@FILE",
            description = "What the approval comes with: JSON, or a file with JSON")
    private String value;

    ApprovalsApprove() {}

    @Override
    public Integer call() throws IOException {
        return decision.send(this, "approve", value == null ? null : JsonInput.read("--value", value, directory()));
    }
}
