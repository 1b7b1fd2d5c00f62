package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

@Command(name = "list", description = "Lists the requests of all executions that wait for a decision.")
final class ApprovalsList extends ApiCommand {
    ApprovalsList() {}

    @Override
    public Integer call() throws IOException {
        JsonNode response = api().get(ApiPath.of("approvals"));
        show(response, out -> print(response.path("approvals"), out));
        return ExitCode.DONE;
    }

    private void print(JsonNode approvals, PrintWriter out) {
        if (approvals.isEmpty()) {
            out.println("no request waits for a decision");
            return;
        }
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
        table.print(out);
    }
}
