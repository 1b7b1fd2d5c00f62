package dev.landlord.samples.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;

/** Prints what is new of a tenant, each time it has been asked for: its status, and what its workflows do. */
final class TenantProgress {
    private final ApiCommand command;
    private ApiPath before;
    private ApiPath current;
    private ExecutionProgress progress;
    private String status = "";

    TenantProgress(ApiCommand command) {
        this.command = command;
    }

    /** Takes the last execution of a tenant for known, if it has ended when it is seen first. */
    void leaveOut(JsonNode tenant) {
        before = execution(tenant);
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
            // How it ended, if it has since it was last asked for.
            find(current).ifPresent(progress::show);
            current = null;
        }
        if (next != null) {
            find(next).ifPresent(execution -> show(next, execution));
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

    /** An execution; or nothing, for the tenant may name it before Restate knows it. */
    private Optional<JsonNode> find(ApiPath path) throws IOException {
        try {
            return Optional.of(command.api().get(path));
        } catch (Complaint complaint) {
            if (complaint.is("execution_not_found") || complaint.is("workflow_not_found")) {
                return Optional.empty();
            }
            throw complaint;
        }
    }

    private static ApiPath execution(JsonNode tenant) {
        String workflow = tenant.path("workflow_id").asText();
        String name = tenant.path("workflow_execution_name").asText();
        return workflow.isEmpty() || name.isEmpty() ? null : ApiPath.of("workflows", workflow, "executions", name);
    }
}
