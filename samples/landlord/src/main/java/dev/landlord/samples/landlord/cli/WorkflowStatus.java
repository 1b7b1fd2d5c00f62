package dev.landlord.samples.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        description = {
            "Shows how far an execution has come, step by step.",
            "The exit code is that of the asking; with --watch it is that of the execution."
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

    @Option(names = "--watch", description = "Show what happens as it happens, until it has ended.")
    private boolean watch;

    @Mixin
    private TimeLimit limit;

    WorkflowStatus() {}

    @Override
    public Integer call() throws IOException {
        limit.requireUnless(watch, "--watch");
        JsonNode execution = api().get(ApiPath.of("workflows", id, "executions", name));
        if (watch) {
            // By its own name, for another one may be the latest soon.
            return new ExecutionWatch(this, limit)
                    .watch(id, execution.path("execution_name").asText());
        }
        show(execution, out -> new ExecutionView(times(), approveHint()).print(execution, out));
        return ExitCode.DONE;
    }
}
