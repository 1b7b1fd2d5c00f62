package dev.landlord.samples.tenant;

import dev.landlord.localcloud.LocalTenant;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(name = "list", description = "Lists all tenants.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    @ParentCommand
    private TenantCommand tenant;

    ListCommand() {}

    @Override
    public Integer call() throws IOException {
        List<LocalTenant> tenants = tenant.cloud().tenants();
        if (tenants.isEmpty()) {
            tenant.out().println("no tenants in " + tenant.root());
        }
        for (LocalTenant each : tenants) {
            tenant.out().printf("%-20s %-8s %-30s %s%n", each.name(), each.plan(), each.owner(), each.url());
        }
        return 0;
    }
}
