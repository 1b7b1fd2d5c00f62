package dev.landlord.samples.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "execute", description = "Starts an execution of a workflow, once for each name.")
final class WorkflowExecute extends ApiCommand {
    @Parameters(paramLabel = "WORKFLOW", description = "The workflow's id")
    private String id;

    @Option(
            names = "--input",
            paramLabel = "JSON|@FILE",
            required = true,
            description = "What it is given: JSON, or a file with JSON")
    private String input;

    @Option(
            names = "--name",
            paramLabel = "EXECUTION",
            description = "The execution's name: letters, digits, '-' and '_', at most 128 characters. One that was"
                    + " started under it before is not started again. Default: a new name")
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
        if (!wait.asked()) {
            show(execution, out -> tell(execution, started, out));
            return ExitCode.DONE;
        }
        tell(execution, started, progress());
        return new ExecutionWatch(this, wait.limit()).watch(id, started);
    }

    private void tell(JsonNode execution, String started, PrintWriter out) {
        String begin = execution.path("started").asBoolean() ? "started " : "started before: ";
        out.println(begin + id + "/" + Text.oneLine(started) + ", "
                + execution.path("execution_id").asText());
        if (!wait.asked()) {
            out.println("see: landlord workflow status " + Text.quoted(id) + " " + Text.quoted(started));
        }
        out.flush();
    }
}
