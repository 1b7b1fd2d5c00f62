package dev.landlord.samples.landlord.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "set", description = "Replaces a tenant's configuration, labels or annotations, or merges into them.")
final class TenantSet extends ApiCommand {
    @Mixin
    private TenantName tenant;

    @Option(names = "--config", description = "How it is to be: JSON or YAML, a file (FILE or @FILE), or file://…")
    private String config;

    @Option(names = "--patch", description = "Merge what is given, and leave the rest; null takes a field away.")
    private boolean patch;

    @Mixin
    private TenantTexts texts;

    @Mixin
    private WaitOptions wait;

    TenantSet() {}

    @Override
    public Integer call() throws IOException {
        wait.check();
        ObjectNode request = Json.object();
        if (config != null) {
            request.set("desired_config", ConfigInput.read(config, directory()));
        }
        texts.putInto(request);
        if (request.isEmpty()) {
            throw Complaint.badInput("expected what to set: --config, --label or --annotation");
        }
        ApiPath path = ApiPath.of("tenants", tenant.get());
        TenantWatch watch = new TenantWatch(this, wait);
        watch.lookAt(path);
        Answer answer = api().send(patch ? "PATCH" : "PUT", path, request);
        return watch.follow(answer, TenantWatch.Until.RESTING);
    }
}
