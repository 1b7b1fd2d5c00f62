package dev.landlord.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "create", description = "Requests a tenant, which a workflow then provisions.")
final class TenantCreate extends ApiCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "TENANT",
            description = "The tenant's name: a-z, 0-9 and '-', at most 255 characters")
    private String positional;

    @Option(names = "--tenant-name", paramLabel = "TENANT", description = "The same, as an option")
    private String name;

    @Option(
            names = "--config",
            required = true,
            description =
                    "The configuration: JSON or YAML, a file (FILE or @FILE), or file://…; see \"landlord compute\"")
    private String config;

    @Option(
            names = "--compute-provider",
            paramLabel = "NAME",
            description = "The compute provider. Default: that of Landlord's configuration")
    private String computeProvider;

    @Mixin
    private MetadataOptions metadata;

    @Mixin
    private WaitOptions wait;

    TenantCreate() {}

    @Override
    public Integer call() throws IOException {
        wait.check();
        if ((positional == null) == (name == null)) {
            throw CliException.badInput("expected the tenant's name once, found it "
                    + (name == null ? "nowhere; such as: landlord tenant create acme --config '{}'" : "twice"));
        }
        ObjectNode request = Json.object().put("name", name == null ? positional : name);
        request.set("desired_config", ConfigInput.read(config, directory()));
        Json.putUnlessNull(request, "compute_provider", computeProvider);
        metadata.putInto(request);
        ApiResponse response = api().send("POST", ApiPath.of("tenants"), request);
        return new TenantWatch(this, wait).follow(response, TenantWatch.Until.RESTING);
    }
}
