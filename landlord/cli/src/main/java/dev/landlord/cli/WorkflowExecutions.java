package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "executions", description = "Lists the executions of a workflow, newest first.")
final class WorkflowExecutions extends ApiCommand {
    @Parameters(paramLabel = "WORKFLOW", description = "The workflow's id")
    private String id;

    @Option(names = "--limit", paramLabel = "N", description = "The maximum number of executions. Default: 50")
    private Integer limit;

    WorkflowExecutions() {}

    @Override
    public Integer call() throws IOException {
        JsonNode response = api().get(ApiPath.of("workflows", id, "executions").with("limit", limit));
        show(response, out -> print(response.path("executions"), out));
        return ExitCode.DONE;
    }

    private void print(JsonNode executions, PrintWriter out) {
        if (executions.isEmpty()) {
            out.println("no executions of " + id);
            return;
        }
        Table table = new Table("EXECUTION", "STATUS", "SUB-STATE", "RETRIES", "STARTED", "TOOK", "ERROR");
        for (JsonNode execution : executions) {
            table.row(
                    execution.path("execution_name").asText(),
                    execution.path("status").asText(),
                    execution.path("sub_state").asText(),
                    execution.path("retry_count").asText(),
                    times().at(execution.path("started_at")),
                    Times.between(execution.path("started_at"), execution.path("ended_at")),
                    Text.cell(execution.path("error").path("message").asText()));
        }
        table.print(out);
    }
}
