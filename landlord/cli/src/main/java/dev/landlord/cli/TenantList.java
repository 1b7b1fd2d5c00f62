package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Lists tenants.")
final class TenantList extends ApiCommand {
    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "Only tenants with this status, or one of several, separated by commas")
    private String status;

    @Option(
            names = "--label",
            paramLabel = "KEY[=VALUE]",
            description = "Only tenants with this label; may be repeated, for tenants with all of them")
    private List<String> labels;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Only tenants that have changed since a time (2026-11-20T14:03:05Z), or within a duration (24h)")
    private String since;

    @Option(names = "--include-deleted", description = "Also list archived tenants")
    private Boolean includeDeleted;

    @Option(
            names = "--sub-state",
            paramLabel = "STATE",
            description =
                    "Only tenants whose workflow has this sub-state: running, waiting, backing-off, error, succeeded or failed, or several of them, separated by commas")
    private String subState;

    @Option(names = "--with-error", description = "Only tenants whose workflow has an error")
    private Boolean withError;

    @Option(
            names = "--min-retries",
            paramLabel = "N",
            description = "Only tenants whose workflow was retried at least N times")
    private Integer minRetries;

    @Mixin
    private PageOptions page;

    TenantList() {}

    @Override
    public Integer call() throws IOException {
        ApiPath path = page.addTo(ApiPath.of("tenants"))
                .with("status", status)
                .withAll("label", labels)
                .with("since", since)
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
        if (!tenants.isEmpty()) {
            table(tenants).print(out);
        } else if (response.path("total").asInt() == 0) {
            out.println("no tenants");
        }
        page.printRest(response, tenants.size(), "tenants", out);
    }

    private Table table(JsonNode tenants) {
        Table table = new Table(
                "TENANT", "DISPLAY NAME", "STATUS", "PROVIDER", "SUB-STATE", "RETRIES", "URL", "UPDATED", "ERROR");
        for (JsonNode tenant : tenants) {
            table.row(
                    tenant.path("name").asText(),
                    Text.cell(tenant.path("display_name").asText()),
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
