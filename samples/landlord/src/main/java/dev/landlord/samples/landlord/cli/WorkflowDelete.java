package dev.landlord.samples.landlord.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "delete",
        description = {
            "Forgets a workflow; its executions that have ended can still be shown.",
            "It is refused as long as the workflow has executions that have not ended, unless --force is given."
        })
final class WorkflowDelete extends ApiCommand {
    @Parameters(paramLabel = "WORKFLOW", description = "The workflow's id; one that is not there is no failure")
    private String id;

    @Option(
            names = "--force",
            description = "Cancel the executions that have not ended, and wait until they have undone what they did.")
    private boolean force;

    WorkflowDelete() {}

    @Override
    public Integer call() throws IOException {
        Answer answer = api().send("DELETE", ApiPath.of("workflows", id).with("force", force ? true : null));
        show(answer.body(), out -> out.println("no workflow " + id + " any more"));
        return ExitCode.DONE;
    }
}
