package dev.landlord.samples.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The command that approves what waits for a decision, ready to be typed.
 *
 * @param apiUrl what {@code --api-url} says now, and must say then
 */
record ApproveHint(Optional<String> apiUrl) {
    String command(String workflow, String execution, JsonNode pending) {
        return "landlord approvals approve " + Text.quoted(workflow) + " " + Text.quoted(execution) + " "
                + Text.quoted(pending.path("approval").asText()) + " --request "
                + pending.path("request").asInt()
                + apiUrl.map(url -> " --api-url " + Text.quoted(url)).orElse("");
    }
}
