package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "executions", description = "Lists the executions of a workflow, newest first.")
final class WorkflowExecutions extends ApiCommand {
    @Parameters(paramLabel = "WORKFLOW", description = "The workflow's id")
    private String id;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description =
                    "Only executions with this status: pending, running, succeeded, failed, timed_out or cancelled, or several of them, separated by commas")
    private String status;

    @Option(
            names = "--sub-state",
            paramLabel = "STATE",
            description =
                    "Only executions with this sub-state: running, waiting, backing-off, error, succeeded or failed, or several of them, separated by commas")
    private String subState;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Only executions that were requested since a time (2026-11-20T14:03:05Z), or within a duration (24h)")
    private String since;

    @Mixin
    private PageOptions page;

    WorkflowExecutions() {}

    @Override
    public Integer call() throws IOException {
        ApiPath path = page.addTo(ApiPath.of("workflows", id, "executions"))
                .with("status", status)
                .with("sub_state", subState)
                .with("since", since);
        JsonNode response = api().get(path);
        show(response, out -> print(response, out));
        return ExitCode.DONE;
    }

    private void print(JsonNode response, PrintWriter out) {
        JsonNode executions = response.path("executions");
        if (!executions.isEmpty()) {
            table(executions).print(out);
        } else if (response.path("total").asInt() == 0) {
            out.println(
                    status == null && subState == null && since == null
                            ? "no executions of " + id
                            : "no such executions of " + id);
        }
        page.printRest(response, executions.size(), "executions", out);
    }

    private Table table(JsonNode executions) {
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
        return table;
    }
}
