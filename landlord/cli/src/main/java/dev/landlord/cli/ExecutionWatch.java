package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;

/** Prints the progress of an execution until it has ended. */
final class ExecutionWatch {
    private final ApiCommand command;
    private final TimeLimit limit;

    ExecutionWatch(ApiCommand command, TimeLimit limit) {
        this.command = command;
        this.limit = limit;
    }

    /** Returns the exit code. */
    int watch(String workflow, String name) throws IOException {
        String statusCommand =
                "landlord workflow status " + Text.quoted(workflow) + " " + Text.quoted(name) + " --watch";
        ExecutionProgress progress = progress(command);
        JsonNode execution = new Poller(workflow + "/" + name, statusCommand, limit, command.err())
                .until(() -> ended(workflow, name, progress));
        ExecutionOutcome outcome = new ExecutionOutcome(execution);
        command.show(execution, outcome::print);
        return outcome.hasSucceeded() ? ExitCode.DONE : ExitCode.FAILED;
    }

    static ExecutionProgress progress(ApiCommand command) {
        PendingApprovals approvals = new PendingApprovals(command.progress(), command.times(), command.approveHint());
        return new ExecutionProgress(command.progress(), approvals);
    }

    private Optional<JsonNode> ended(String workflow, String name, ExecutionProgress progress) throws IOException {
        JsonNode execution = command.api().get(ApiPath.of("workflows", workflow, "executions", name));
        progress.show(execution);
        ExecutionOutcome outcome = new ExecutionOutcome(execution);
        if (outcome.isPaused()) {
            throw CliException.failed(workflow + "/" + name + " is paused after too many attempts: "
                    + execution.path("last_failure").asText("the failure is unknown")
                    + "; fix the cause, and resume it with: restate invocations resume "
                    + execution.path("execution_id").asText());
        }
        return outcome.hasEnded() ? Optional.of(execution) : Optional.empty();
    }
}
