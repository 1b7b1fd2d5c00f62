package dev.landlord.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "delete", description = "Removes the resources of a tenant, and then its record.")
final class TenantDelete extends ApiCommand {
    @Mixin
    private TenantName tenant;

    @Mixin
    private WaitOptions wait;

    TenantDelete() {}

    @Override
    public Integer call() throws IOException {
        wait.check();
        ApiPath path = ApiPath.of("tenants", tenant.get());
        TenantWatch watch = new TenantWatch(this, wait);
        watch.recordBefore(path);
        ApiResponse response = api().send("DELETE", path);
        return watch.follow(response, TenantWatch.Until.DELETED);
    }
}
