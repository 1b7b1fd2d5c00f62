package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** Prints the pending approvals of an execution, with the commands that approve them. */
final class PendingApprovals {
    private final PrintWriter out;
    private final Times times;
    private final ApproveHint hint;

    PendingApprovals(PrintWriter out, Times times, ApproveHint hint) {
        this.out = out;
        this.times = times;
        this.hint = hint;
    }

    void show(JsonNode execution, JsonNode pending) {
        StringBuilder line = new StringBuilder(pending.path("approval").asText());
        if (pending.hasNonNull("subject")) {
            line.append(" of ").append(pending.get("subject").asText());
        }
        if (pending.hasNonNull("requested_by")) {
            line.append(", requested by ").append(pending.get("requested_by").asText());
        }
        if (pending.hasNonNull("expires_at")) {
            line.append(", until ").append(times.at(pending.get("expires_at")));
        }
        out.println("  waits   for approval " + Text.oneLine(line.toString()));
        out.println("          " + Text.oneLine(command(execution, pending)));
    }

    private String command(JsonNode execution, JsonNode pending) {
        return hint.command(
                execution.path("workflow_id").asText(),
                execution.path("execution_name").asText(),
                pending);
    }
}
