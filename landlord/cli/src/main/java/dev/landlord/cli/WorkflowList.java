package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

@Command(name = "list", description = "Lists the built-in workflows, and those that users have defined.")
final class WorkflowList extends ApiCommand {
    WorkflowList() {}

    @Override
    public Integer call() throws IOException {
        JsonNode response = api().get(ApiPath.of("workflows"));
        show(response, out -> print(response.path("workflows"), out));
        return ExitCode.DONE;
    }

    private static void print(JsonNode workflows, PrintWriter out) {
        if (workflows.isEmpty()) {
            out.println("no workflows");
            return;
        }
        Table table = new Table("WORKFLOW", "SERVICE", "REGISTERED", "BUILT IN", "DESCRIPTION");
        for (JsonNode workflow : workflows) {
            table.row(
                    workflow.path("workflow_id").asText(),
                    workflow.path("service_name").asText(),
                    workflow.path("registered").asBoolean() ? "yes" : "not yet",
                    workflow.path("built_in").asBoolean() ? "yes" : "no",
                    Text.cell(workflow.path("description").asText()));
        }
        table.print(out);
    }
}
