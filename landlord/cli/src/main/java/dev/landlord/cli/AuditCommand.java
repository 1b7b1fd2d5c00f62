package dev.landlord.cli;

import picocli.CommandLine.Command;

@Command(
        name = "audit",
        description = "Shows who changed and decided what, which needs the role admin.",
        subcommands = {AuditList.class, AuditExport.class})
final class AuditCommand extends CommandGroup {
    AuditCommand() {}
}
