package dev.landlord.samples.landlord.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "reject", description = "Says no to what an execution waits for, once and for all.")
final class ApprovalsReject extends ApiCommand {
    @Mixin
    private DecisionOptions decision;

    ApprovalsReject() {}

    @Override
    public Integer call() throws IOException {
        return decision.send(this, "reject", null);
    }
}
