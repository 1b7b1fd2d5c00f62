package dev.landlord.samples.landlord.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Forgets a workflow; executions that have begun go on.")
final class WorkflowDelete extends ApiCommand {
    @Parameters(paramLabel = "WORKFLOW", description = "The workflow's id; one that is not there is no failure")
    private String id;

    WorkflowDelete() {}

    @Override
    public Integer call() throws IOException {
        Answer answer = api().send("DELETE", ApiPath.of("workflows", id));
        show(answer.body(), out -> out.println("no workflow " + id + " any more"));
        return ExitCode.DONE;
    }
}
