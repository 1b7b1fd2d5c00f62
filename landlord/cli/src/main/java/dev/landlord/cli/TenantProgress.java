package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;

/** Prints the changes of a tenant since the previous poll: its status, and the progress of its executions. */
final class TenantProgress {
    private final ApiCommand command;
    private ApiPath before;
    private ApiPath latest;
    private ApiPath current;
    private ExecutionProgress progress;
    private String status = "";

    TenantProgress(ApiCommand command) {
        this.command = command;
    }

    /** Records the execution before the command, which is not printed if it has ended. */
    void recordBefore(JsonNode tenant) {
        before = execution(tenant);
    }

    /** Records the execution that the command has started, without printing it. */
    void recordStarted(JsonNode tenant) {
        latest = execution(tenant);
    }

    void show(JsonNode tenant) throws IOException {
        String now = tenant.path("status").asText();
        if (!now.equals(status)) {
            status = now;
            command.progress().println(now);
            command.progress().flush();
        }
        ApiPath next = execution(tenant);
        if (current != null && !current.equals(next)) {
            // Prints its end, which is later than the previous poll.
            find(current).ifPresent(progress::show);
            current = null;
        }
        latest = next;
        showLatest();
    }

    /** Prints the progress of the latest execution, also if the tenant does not exist any more. */
    void showLatest() throws IOException {
        if (latest != null) {
            find(latest).ifPresent(execution -> show(latest, execution));
        }
    }

    private void show(ApiPath path, JsonNode execution) {
        if (current == null) {
            if (path.equals(before) && new ExecutionOutcome(execution).hasEnded()) {
                return;
            }
            current = path;
            progress = ExecutionWatch.progress(command);
        }
        progress.show(execution);
    }

    /** Reads an execution; empty if Restate has not started it yet. */
    private Optional<JsonNode> find(ApiPath path) throws IOException {
        try {
            return Optional.of(command.api().get(path));
        } catch (CliException failure) {
            if (failure.hasCode("execution_not_found") || failure.hasCode("workflow_not_found")) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static ApiPath execution(JsonNode tenant) {
        String workflow = tenant.path("workflow_id").asText();
        String name = tenant.path("workflow_execution_name").asText();
        return workflow.isEmpty() || name.isEmpty() ? null : ApiPath.of("workflows", workflow, "executions", name);
    }
}
