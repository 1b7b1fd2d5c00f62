package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** Prints an execution for people: its status, its steps, its outcome, and its pending approvals. */
final class ExecutionView {
    private final Times times;
    private final ApproveHint hint;

    ExecutionView(Times times, ApproveHint hint) {
        this.times = times;
        this.hint = hint;
    }

    void print(JsonNode execution, PrintWriter out) {
        fields(execution).print(out);
        if (!execution.path("steps").isEmpty()) {
            out.println();
            steps(execution.path("steps")).print(out);
        }
        ExecutionOutcome outcome = new ExecutionOutcome(execution);
        if (outcome.hasEnded()) {
            out.println();
            outcome.print(out);
        }
        PendingApprovals approvals = new PendingApprovals(out, times, hint);
        execution.path("pending_approvals").forEach(pending -> approvals.show(execution, pending));
    }

    private Fields fields(JsonNode execution) {
        String retries = execution.path("retry_count").asInt() == 0
                ? ""
                : execution.path("retry_count").asText();
        return new Fields()
                .add("workflow", execution.path("workflow_id").asText())
                .add("execution", execution.path("execution_name").asText())
                .add("id", execution.path("execution_id").asText())
                .add("status", execution.path("status").asText())
                .add("sub-state", execution.path("sub_state").asText())
                .add("phase", execution.path("phase").asText())
                .add("started", times.at(execution.path("started_at")))
                .add("ended", times.at(execution.path("ended_at")))
                .add("retries", retries)
                .add("last failure", execution.path("last_failure").asText())
                .add("input", Secrets.shown(execution.path("input")));
    }

    private Table steps(JsonNode steps) {
        Table table = new Table("STEP", "KIND", "STATUS", "STARTED", "TOOK", "ERROR");
        for (JsonNode step : steps) {
            table.row(
                    step.path("name").asText(),
                    step.path("kind").asText(),
                    step.path("status").asText(),
                    times.at(step.path("started_at")),
                    Times.took(step.path("duration_ms")),
                    Text.cell(step.path("error").asText()));
        }
        return table;
    }
}
