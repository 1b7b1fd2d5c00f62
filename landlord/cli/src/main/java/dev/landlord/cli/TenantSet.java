package dev.landlord.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "set", description = "Replaces a tenant's configuration, labels or annotations, or merges into them.")
final class TenantSet extends ApiCommand {
    @Mixin
    private TenantName tenant;

    @Option(names = "--config", description = "The configuration: JSON or YAML, a file (FILE or @FILE), or file://…")
    private String config;

    @Option(names = "--patch", description = "Merge the values into the existing ones; null removes a field.")
    private boolean patch;

    @Mixin
    private MetadataOptions metadata;

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
        metadata.putInto(request);
        if (request.isEmpty()) {
            throw CliException.badInput("expected at least one of --config, --display-name, --label and --annotation");
        }
        ApiPath path = ApiPath.of("tenants", tenant.get());
        TenantWatch watch = new TenantWatch(this, wait);
        watch.recordBefore(path);
        ApiResponse response = api().send(patch ? "PATCH" : "PUT", path, request);
        return watch.follow(response, TenantWatch.Until.RESTING);
    }
}
