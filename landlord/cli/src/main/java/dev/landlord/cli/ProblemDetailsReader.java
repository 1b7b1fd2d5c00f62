package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Converts Problem Details into a {@link CliException}: the message is the detail, followed by the other members. */
final class ProblemDetailsReader {
    private ProblemDetailsReader() {}

    static CliException exception(int status, JsonNode problem) {
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
        return CliException.problem(status, code, detail.isBlank() ? title : detail, lines);
    }

    /** The command that helps; empty if there is none. */
    private static String advice(int status, String code) {
        return status == 503
                ? "the same command again in a moment"
                : switch (code) {
                    case "tenant_not_found" -> "landlord tenant list --include-deleted";
                    case "workflow_not_found" -> "landlord workflow list";
                    case "workflow_in_use" -> "landlord workflow delete WORKFLOW --force";
                    case "execution_not_found" -> "landlord workflow executions WORKFLOW";
                    case "approval_not_found", "already_decided", "too_late" -> "landlord approvals list";
                    case "compute_provider_not_found" -> "landlord compute";
                    case "key_not_found", "key_exists" -> "landlord key list";
                    case "unauthenticated" ->
                        "again with " + ApiCredential.VARIABLE
                                + " set to your API key, or api_key in landlord-cli.yaml";
                    case "forbidden" -> "again as a user with that role; an admin grants it with landlord key create";
                    default -> "";
                };
    }
}
