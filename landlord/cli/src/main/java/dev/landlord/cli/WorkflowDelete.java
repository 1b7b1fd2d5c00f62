package dev.landlord.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "delete",
        description = {
            "Deletes a workflow; its ended executions can still be displayed.",
            "Landlord refuses to delete a workflow with running executions, except with --force."
        })
final class WorkflowDelete extends ApiCommand {
    @Parameters(paramLabel = "WORKFLOW", description = "The workflow's id; does nothing if it does not exist")
    private String id;

    @Option(
            names = "--force",
            description = "Cancel the running executions, and wait for the end of their undo actions.")
    private boolean force;

    WorkflowDelete() {}

    @Override
    public Integer call() throws IOException {
        ApiResponse response = api().send("DELETE", ApiPath.of("workflows", id).with("force", force ? true : null));
        show(response.body(), out -> out.println("deleted workflow " + id));
        return ExitCode.DONE;
    }
}
