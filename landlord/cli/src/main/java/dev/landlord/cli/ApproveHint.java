package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The command that approves a pending request, for the user to copy.
 *
 * @param apiUrl the value of {@code --api-url}, which the command repeats
 */
record ApproveHint(Optional<String> apiUrl) {
    String command(String workflow, String execution, JsonNode pending) {
        return "landlord approvals approve " + Text.quoted(workflow) + " " + Text.quoted(execution) + " "
                + Text.quoted(pending.path("approval").asText()) + " --request "
                + pending.path("request").asInt()
                + apiUrl.map(url -> " --api-url " + Text.quoted(url)).orElse("");
    }
}
