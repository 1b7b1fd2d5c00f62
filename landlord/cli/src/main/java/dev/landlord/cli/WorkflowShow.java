package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Shows a workflow and its definition.")
final class WorkflowShow extends ApiCommand {
    @Parameters(paramLabel = "WORKFLOW", description = "The workflow's id")
    private String id;

    WorkflowShow() {}

    @Override
    public Integer call() throws IOException {
        JsonNode workflow = api().get(ApiPath.of("workflows", id));
        show(workflow, out -> print(workflow, out));
        return ExitCode.DONE;
    }

    private void print(JsonNode workflow, PrintWriter out) {
        new Fields()
                .add("workflow", workflow.path("workflow_id").asText())
                .add("name", workflow.path("name").asText())
                .add("description", workflow.path("description").asText())
                .add("service", workflow.path("service_name").asText())
                .add("registered", workflow.path("registered").asBoolean() ? "yes" : "not yet")
                .add("built in", workflow.path("built_in").asBoolean() ? "yes" : "")
                .add("timeout", workflow.path("timeout").asText())
                .add("retry policy", Secrets.shown(workflow.path("retry_policy")))
                .add("tags", Secrets.shown(workflow.path("tags")))
                .add("created", times().at(workflow.path("created_at")))
                .print(out);
        if (!workflow.path("definition").isEmpty()) {
            out.println();
            out.print(Yaml.write(Secrets.hidden(workflow.path("definition"))));
        }
    }
}
