package dev.landlord.cli;

import picocli.CommandLine.Command;

@Command(
        name = "approvals",
        description = "Lists, approves and rejects the requests that wait for a decision.",
        subcommands = {ApprovalsList.class, ApprovalsApprove.class, ApprovalsReject.class})
final class ApprovalsCommand extends CommandGroup {
    ApprovalsCommand() {}
}
