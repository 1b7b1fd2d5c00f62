package dev.landlord.samples.landlord.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;

/**
 * An entry of a run's journal, as Restate's table {@code sys_journal} has it.
 *
 * @param type such as {@code Command: Run} and {@code Notification: Run}, which is its end
 * @param body what the entry says; of the end of something that went well it is {@code lite} only, so
 *     that results, which may be large, are not read
 */
record JournalEntry(String type, Instant at, JsonNode body, JsonNode lite) {
    /** What {@link #of} wants of {@code sys_journal}. What a run has set is not told. */
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

    /** JSON that stands in a column as a text. */
    static JsonNode parse(JsonNode text) {
        try {
            return text.isTextual() ? JSON.readTree(text.asText()) : MissingNode.getInstance();
        } catch (JsonProcessingException foreign) {
            throw new IllegalStateException("an entry of Restate's journal is no JSON: " + text, foreign);
        }
    }

    boolean isCommand() {
        return type.startsWith("Command: ");
    }

    /** What a command of that kind says. */
    JsonNode command(String kind) {
        return body.path("Command").path(kind);
    }

    /** By which a notification is matched with its command. */
    int completionId() {
        return lite.at("/Notification/id/CompletionId").asInt(-1);
    }

    /** What a notification failed with; {@code null} if it did not. */
    String failure() {
        Iterator<JsonNode> completions = body.at("/Notification/Completion").elements();
        JsonNode failure =
                completions.hasNext() ? completions.next().at("/result/Failure/message") : MissingNode.getInstance();
        return failure.isTextual() ? failure.asText() : null;
    }

    /** JSON that stands somewhere in an entry as a list of bytes; {@code null} if there is none. */
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
