package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Lists tenants.")
final class TenantList extends ApiCommand {
    @Option(names = "--include-deleted", description = "Also list archived tenants")
    private Boolean includeDeleted;

    @Option(
            names = "--sub-state",
            paramLabel = "STATE",
            description =
                    "Only tenants whose workflow has this sub-state: running, waiting, backing-off, error, succeeded or failed")
    private String subState;

    @Option(names = "--with-error", description = "Only tenants whose workflow has an error")
    private Boolean withError;

    @Option(
            names = "--min-retries",
            paramLabel = "N",
            description = "Only tenants whose workflow was retried at least N times")
    private Integer minRetries;

    @Option(names = "--limit", paramLabel = "N", description = "The maximum number of tenants. Default: 50")
    private Integer limit;

    @Option(names = "--offset", paramLabel = "N", description = "The number of tenants to skip. Default: 0")
    private Integer offset;

    TenantList() {}

    @Override
    public Integer call() throws IOException {
        ApiPath path = ApiPath.of("tenants")
                .with("limit", limit)
                .with("offset", offset)
                .with("include_deleted", includeDeleted)
                .with("workflow_sub_state", subState)
                .with("has_workflow_error", withError)
                .with("min_retry_count", minRetries);
        JsonNode response = api().get(path);
        show(response, out -> print(response, out));
        return ExitCode.DONE;
    }

    private void print(JsonNode response, PrintWriter out) {
        JsonNode tenants = response.path("tenants");
        int total = response.path("total").asInt();
        if (!tenants.isEmpty()) {
            table(tenants).print(out);
        } else if (total == 0) {
            out.println("no tenants");
        }
        if (tenants.size() < total) {
            out.println(tenants.size() + " of " + total + " tenants; --offset and --limit show the others");
        }
    }

    private Table table(JsonNode tenants) {
        Table table = new Table("TENANT", "STATUS", "PROVIDER", "SUB-STATE", "RETRIES", "URL", "UPDATED", "ERROR");
        for (JsonNode tenant : tenants) {
            table.row(
                    tenant.path("name").asText(),
                    tenant.path("status").asText(),
                    tenant.path("compute_provider").asText(),
                    tenant.path("workflow_sub_state").asText(),
                    tenant.path("workflow_retry_count").asText(),
                    tenant.path("url").asText(),
                    times().at(tenant.path("updated_at")),
                    Text.cell(tenant.path("workflow_error_message").asText()));
        }
        return table;
    }
}
