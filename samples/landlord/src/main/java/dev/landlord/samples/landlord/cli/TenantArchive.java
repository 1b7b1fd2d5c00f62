package dev.landlord.samples.landlord.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "archive", description = "Takes away what a tenant runs on, and keeps its record.")
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
        watch.lookAt(ApiPath.of("tenants", tenant.get()));
        Answer answer = api().send("POST", ApiPath.of("tenants", tenant.get(), "archive"));
        return watch.follow(answer, TenantWatch.Until.RESTING);
    }
}
