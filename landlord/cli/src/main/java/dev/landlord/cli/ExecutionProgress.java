package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Prints the changes of an execution since the previous poll. */
final class ExecutionProgress {
    private static final String RUNNING = "running";

    private final PrintWriter out;
    private final PendingApprovals approvals;
    private final Map<String, String> steps = new HashMap<>();
    private final Set<String> printedApprovals = new HashSet<>();
    private int retries;

    ExecutionProgress(PrintWriter out, PendingApprovals approvals) {
        this.out = out;
        this.approvals = approvals;
    }

    void show(JsonNode execution) {
        for (JsonNode step : execution.path("steps")) {
            String status = step.path("status").asText();
            if (!status.equals(steps.put(identity(step), status))) {
                show(step, status);
            }
        }
        showRetry(execution);
        for (JsonNode pending : execution.path("pending_approvals")) {
            String request = pending.path("approval").asText() + " " + pending.path("request");
            if (printedApprovals.add(request)) {
                approvals.show(execution, pending);
            }
        }
        out.flush();
    }

    /** A name may occur again, with another start. */
    private static String identity(JsonNode step) {
        return step.path("kind").asText() + " " + step.path("name").asText() + " "
                + step.path("started_at").asText();
    }

    private void show(JsonNode step, String status) {
        String kind = step.path("kind").asText();
        String name = Text.oneLine(step.path("name").asText());
        if (!status.equals(RUNNING)) {
            String line = String.format(
                    "  %s  %-20s %8s  %s",
                    endMark(kind, status),
                    name,
                    Times.took(step.path("duration_ms")),
                    Text.oneLine(step.path("error").asText()));
            out.println(line.stripTrailing());
        } else if (!kind.equals("approval")) {
            // The pending approval is printed with the command that approves it.
            out.println("  " + (kind.equals("undo") ? "undoes" : "starts") + "  " + name);
        }
    }

    private static String endMark(String kind, String status) {
        if (!status.equals("done")) {
            return "FAILED";
        }
        return kind.equals("undo") ? "undone" : "done  ";
    }

    /** Prints the failed attempt while Restate waits before the next one. */
    private void showRetry(JsonNode execution) {
        int now = execution.path("retry_count").asInt();
        if (now > retries && execution.hasNonNull("last_failure")) {
            String failure = Text.oneLine(execution.get("last_failure").asText());
            out.println("  retry   attempt " + now + " failed: " + failure);
        }
        retries = now;
    }
}
