package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "cancel", description = "Cancels an execution, which then runs its undo actions.")
final class WorkflowCancel extends ApiCommand {
    @Parameters(index = "0", paramLabel = "WORKFLOW", description = "The workflow's id")
    private String id;

    @Parameters(index = "1", paramLabel = "EXECUTION", description = "The execution's name")
    private String name;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "The reason, which Landlord stores")
    private String reason;

    WorkflowCancel() {}

    @Override
    public Integer call() throws IOException {
        ApiPath path = ApiPath.of("workflows", id, "executions", name, "cancel");
        JsonNode response =
                api().send("POST", path, Json.object().put("reason", reason)).body();
        show(response, out -> {
            out.println("cancelled " + id + "/" + name + ", which now runs its undo actions");
            out.println("see: landlord workflow status " + Text.quoted(id) + " " + Text.quoted(name) + " --watch");
        });
        return ExitCode.DONE;
    }
}
