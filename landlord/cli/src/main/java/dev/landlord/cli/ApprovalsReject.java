package dev.landlord.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "reject", description = "Rejects a request of an execution; a decision is final.")
final class ApprovalsReject extends ApiCommand {
    @Mixin
    private DecisionOptions decision;

    ApprovalsReject() {}

    @Override
    public Integer call() throws IOException {
        return decision.send(this, "reject", null);
    }
}
