package dev.landlord.samples.landlord.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "delete", description = "Takes away what a tenant runs on, and then its record too.")
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
        watch.lookAt(path);
        Answer answer = api().send("DELETE", path);
        return watch.follow(answer, TenantWatch.Until.GONE);
    }
}
