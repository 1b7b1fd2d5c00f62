package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "execute", description = "Starts an execution of a workflow, at most one for each name.")
final class WorkflowExecute extends ApiCommand {
    @Parameters(paramLabel = "WORKFLOW", description = "The workflow's id")
    private String id;

    @Option(
            names = "--input",
            paramLabel = "JSON|@FILE",
            required = true,
            description = "The input: JSON, or a file with JSON")
    private String input;

    @Option(
            names = "--name",
            paramLabel = "EXECUTION",
            description =
                    "The execution's name: letters, digits, '-' and '_', at most 128 characters. An execution that"
                            + " exists is not started again. Default: a new name")
    private String name;

    @Mixin
    private WaitOptions wait;

    WorkflowExecute() {}

    @Override
    public Integer call() throws IOException {
        wait.check();
        ObjectNode request = Json.object();
        Json.putUnlessNull(request, "execution_name", name);
        request.set("input", JsonInput.read("--input", input, directory()));
        JsonNode execution = api().send("POST", ApiPath.of("workflows", id, "executions"), request)
                .body();
        String started = execution.path("execution_name").asText();
        if (!wait.isRequested()) {
            show(execution, out -> print(execution, started, out));
            return ExitCode.DONE;
        }
        print(execution, started, progress());
        return new ExecutionWatch(this, wait.limit()).watch(id, started);
    }

    private void print(JsonNode execution, String started, PrintWriter out) {
        String prefix = execution.path("started").asBoolean() ? "started " : "started before: ";
        out.println(prefix + id + "/" + Text.oneLine(started) + ", "
                + execution.path("execution_id").asText());
        if (!wait.isRequested()) {
            out.println("see: landlord workflow status " + Text.quoted(id) + " " + Text.quoted(started));
        }
        out.flush();
    }
}
