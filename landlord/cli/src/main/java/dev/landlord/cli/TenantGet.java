package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "get", description = "Shows a tenant: its status, its configuration, and its last workflow.")
final class TenantGet extends ApiCommand {
    @Mixin
    private TenantName tenant;

    TenantGet() {}

    @Override
    public Integer call() throws IOException {
        JsonNode response = api().get(ApiPath.of("tenants", tenant.get()));
        show(response, out -> print(response, out));
        return ExitCode.DONE;
    }

    private void print(JsonNode tenant, PrintWriter out) {
        new Fields()
                .add("tenant", tenant.path("name").asText())
                .add("display name", tenant.path("display_name").asText())
                .add("id", tenant.path("id").asText())
                .add("status", tenant.path("status").asText())
                .add("url", tenant.path("url").asText())
                .add("compute provider", tenant.path("compute_provider").asText())
                .add("desired config", Secrets.shown(tenant.path("desired_config")))
                .add("observed config", Secrets.shown(tenant.path("observed_config")))
                .add("labels", Secrets.shown(tenant.path("labels")))
                .add("annotations", Secrets.shown(tenant.path("annotations")))
                .add("workflow", tenant.path("workflow_id").asText())
                .add("execution", tenant.path("workflow_execution_name").asText())
                .add("sub-state", tenant.path("workflow_sub_state").asText())
                .add("retries", tenant.path("workflow_retry_count").asText())
                .add("error", tenant.path("workflow_error_message").asText())
                .add("version", tenant.path("version").asText())
                .add("generation", tenant.path("generation").asText())
                .add("created", times().at(tenant.path("created_at")))
                .add("updated", times().at(tenant.path("updated_at")))
                .print(out);
    }
}
