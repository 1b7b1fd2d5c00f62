package dev.landlord.cli;

import picocli.CommandLine.Command;

@Command(
        name = "tenant",
        description = "Creates, changes and removes tenants.",
        subcommands = {
            TenantCreate.class,
            TenantList.class,
            TenantGet.class,
            TenantHistory.class,
            TenantSet.class,
            TenantLabel.class,
            TenantRename.class,
            TenantArchive.class,
            TenantDelete.class
        })
final class TenantCommand extends CommandGroup {
    TenantCommand() {}
}
