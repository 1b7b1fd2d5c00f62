package dev.landlord.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "archive", description = "Removes the resources of a tenant, and keeps its record.")
final class TenantArchive extends ApiCommand {
    @Mixin
    private TenantName tenant;

    @Mixin
    private WaitOptions wait;

    TenantArchive() {}

    @Override
    public Integer call() throws IOException {
        wait.check();
        TenantWatch watch = new TenantWatch(this, wait);
        watch.recordBefore(ApiPath.of("tenants", tenant.get()));
        ApiResponse response = api().send("POST", ApiPath.of("tenants", tenant.get(), "archive"));
        return watch.follow(response, TenantWatch.Until.RESTING);
    }
}
