package dev.landlord.samples.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** How a problem that Landlord answers is told: its detail first, then the rest, a line each. */
final class Problem {
    private Problem() {}

    static Complaint complaint(int status, JsonNode problem) {
        String title = problem.path("title").asText();
        String detail = problem.path("detail").asText();
        List<String> lines = new ArrayList<>();
        for (JsonNode error : problem.path("errors")) {
            lines.add(
                    error.path("field").asText() + ": " + error.path("message").asText());
        }
        lines.add("status: " + status + " " + title);
        String code = problem.path("code").asText();
        lines.add("code: " + code);
        if (problem.hasNonNull("request_id")) {
            lines.add("request id: " + problem.get("request_id").asText());
        }
        String advice = advice(status, code);
        if (!advice.isEmpty()) {
            lines.add("try: " + advice);
        }
        return Complaint.problem(status, code, detail.isBlank() ? title : detail, lines);
    }

    /** The command that helps, if there is one. */
    private static String advice(int status, String code) {
        return status == 503
                ? "the same again in a moment"
                : switch (code) {
                    case "tenant_not_found" -> "landlord tenant list --include-deleted";
                    case "workflow_not_found" -> "landlord workflow list";
                    case "workflow_in_use" -> "landlord workflow delete WORKFLOW --force";
                    case "execution_not_found" -> "landlord workflow executions WORKFLOW";
                    case "approval_not_found", "already_decided", "too_late" -> "landlord approvals list";
                    case "compute_provider_not_found" -> "landlord compute";
                    default -> "";
                };
    }
}
