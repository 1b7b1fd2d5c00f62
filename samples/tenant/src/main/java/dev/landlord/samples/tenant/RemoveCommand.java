package dev.landlord.samples.tenant;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "remove",
        description = "Removes a tenant with all its resources, also after an incomplete run.",
        mixinStandardHelpOptions = true)
final class RemoveCommand implements Callable<Integer> {
    @ParentCommand
    private TenantCommand tenant;

    @Parameters(paramLabel = "TENANT", description = "The tenant's name")
    private String name;

    RemoveCommand() {}

    @Override
    public Integer call() throws IOException {
        remove(tenant.cloud(), name);
        tenant.out().println("removed " + name);
        return 0;
    }

    /** Runs the undo actions of the workflow in reverse order. */
    static void remove(ThisMachine cloud, String name) throws IOException {
        Optional<String> claim = cloud.claimOf(name);
        if (claim.isEmpty()) {
            throw new IllegalArgumentException("there is no tenant \"" + name + "\"; see tenant list");
        }
        cloud.unregister(name, claim.get());
        cloud.stopPage(name, claim.get());
        cloud.removeDirectory(name, claim.get());
    }
}
