package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Lists the requests of all executions that wait for a decision.")
final class ApprovalsList extends ApiCommand {
    @Option(names = "--workflow", paramLabel = "WORKFLOW", description = "Only requests of this workflow")
    private String workflow;

    @Option(
            names = "--label",
            paramLabel = "KEY[=VALUE]",
            description = "Only requests about tenants with this label; may be repeated, for tenants with all of them")
    private List<String> labels;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only requests since a time (2026-11-20T14:03:05Z), or within a duration (24h)")
    private String since;

    @Mixin
    private PageOptions page;

    ApprovalsList() {}

    @Override
    public Integer call() throws IOException {
        ApiPath path = page.addTo(ApiPath.of("approvals"))
                .with("workflow_id", workflow)
                .withAll("label", labels)
                .with("since", since);
        JsonNode response = api().get(path);
        show(response, out -> print(response, out));
        return ExitCode.DONE;
    }

    private void print(JsonNode response, PrintWriter out) {
        JsonNode approvals = response.path("approvals");
        if (!approvals.isEmpty()) {
            table(approvals).print(out);
        } else if (response.path("total").asInt() == 0) {
            out.println(
                    workflow == null && labels == null && since == null
                            ? "no request waits for a decision"
                            : "no such request waits for a decision");
        }
        page.printRest(response, approvals.size(), "requests", out);
    }

    private Table table(JsonNode approvals) {
        Table table =
                new Table("WORKFLOW", "EXECUTION", "APPROVAL", "REQUEST", "SUBJECT", "REQUESTED BY", "SINCE", "UNTIL");
        for (JsonNode approval : approvals) {
            table.row(
                    approval.path("workflow_id").asText(),
                    approval.path("execution_name").asText(),
                    approval.path("approval").asText(),
                    approval.path("request").asText(),
                    Text.cell(approval.path("subject").asText()),
                    Text.cell(approval.path("requested_by").asText()),
                    times().at(approval.path("requested_at")),
                    times().at(approval.path("expires_at")));
        }
        return table;
    }
}
