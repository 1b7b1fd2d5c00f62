package dev.landlord.samples.landlord.cli;

import picocli.CommandLine.Command;

@Command(
        name = "approvals",
        description = "Lists what waits for people to decide, and decides it.",
        subcommands = {ApprovalsList.class, ApprovalsApprove.class, ApprovalsReject.class})
final class ApprovalsCommand extends CommandGroup {
    ApprovalsCommand() {}
}
