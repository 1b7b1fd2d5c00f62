package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        description = {
            "Shows the status and the steps of an execution.",
            "With --watch, the exit code says whether the execution succeeded; without, whether the request did."
        })
final class WorkflowStatus extends ApiCommand {
    @Parameters(index = "0", paramLabel = "WORKFLOW", description = "The workflow's id")
    private String id;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "EXECUTION",
            defaultValue = "latest",
            description = "The execution's name. Default: the newest")
    private String name;

    @Option(names = "--watch", description = "Wait for the end, and show the progress.")
    private boolean watch;

    @Mixin
    private TimeLimit limit;

    WorkflowStatus() {}

    @Override
    public Integer call() throws IOException {
        limit.requireUnless(watch, "--watch");
        JsonNode execution = api().get(ApiPath.of("workflows", id, "executions", name));
        if (watch) {
            // By its name, because a later execution may become the latest.
            return new ExecutionWatch(this, limit)
                    .watch(id, execution.path("execution_name").asText());
        }
        show(execution, out -> new ExecutionView(times(), approveHint()).print(execution, out));
        return ExitCode.DONE;
    }
}
