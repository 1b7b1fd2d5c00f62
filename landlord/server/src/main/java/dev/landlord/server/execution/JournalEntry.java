package dev.landlord.server.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.landlord.server.restate.Correlation;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/**
 * An entry in the journal of a run, from Restate's table {@code sys_journal}.
 *
 * @param type the type, such as {@code Command: Run}, or {@code Notification: Run} for its end
 * @param body the content; missing for a successful end, because results may be large
 * @param lite the content without payloads
 */
record JournalEntry(String type, Instant at, JsonNode body, JsonNode lite) {
    /** The columns that {@link #of} needs. Excludes state writes. */
    static final String COLUMNS = "select id, entry_type, appended_at, entry_lite_json,"
            + " case when entry_type like 'Notification%' and entry_lite_json not like '%Failure%'"
            + " then null else entry_json end as entry_json"
            + " from sys_journal where entry_type <> 'Command: SetState' and ";

    private static final ObjectMapper JSON = new ObjectMapper();

    static JournalEntry of(JsonNode row) {
        return new JournalEntry(
                row.path("entry_type").asText(),
                Instant.parse(row.path("appended_at").asText()),
                parse(row.path("entry_json")),
                parse(row.path("entry_lite_json")));
    }

    /** Parses the JSON text in a column. */
    static JsonNode parse(JsonNode text) {
        try {
            return text.isTextual() ? JSON.readTree(text.asText()) : MissingNode.getInstance();
        } catch (JsonProcessingException foreign) {
            throw new IllegalStateException("an entry of Restate's journal is not JSON: " + text, foreign);
        }
    }

    boolean isCommand() {
        return type.startsWith("Command: ");
    }

    /** The content of a command of that kind. */
    JsonNode command(String kind) {
        return body.path("Command").path(kind);
    }

    /** The correlation id of the request that started the run; only its input has one. */
    Optional<String> correlationId() {
        for (JsonNode header : command("Input").path("headers")) {
            if (header.path("name").asText().equalsIgnoreCase(Correlation.HEADER)) {
                return Optional.of(header.path("value").asText());
            }
        }
        return Optional.empty();
    }

    /** The id that a notification shares with its command. */
    int completionId() {
        return lite.at("/Notification/id/CompletionId").asInt(-1);
    }

    /** The failure in a notification; {@code null} if it is a success. */
    String failure() {
        Iterator<JsonNode> completions = body.at("/Notification/Completion").elements();
        JsonNode failure =
                completions.hasNext() ? completions.next().at("/result/Failure/message") : MissingNode.getInstance();
        return failure.isTextual() ? failure.asText() : null;
    }

    /** Parses JSON that an entry contains as a list of bytes; {@code null} if it is not JSON. */
    static JsonNode json(JsonNode bytes) {
        if (!bytes.isArray() || bytes.isEmpty()) {
            return null;
        }
        byte[] json = new byte[bytes.size()];
        for (int index = 0; index < json.length; index++) {
            json[index] = (byte) bytes.get(index).asInt();
        }
        try {
            return JSON.readTree(json);
        } catch (IOException foreign) {
            return null;
        }
    }
}
