package dev.landlord.samples.landlord.blueprint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Duration;
import java.util.Map;

/**
 * A workflow that a user defined, as it is kept. {@link BlueprintParser#blueprint} makes one that is
 * valid.
 *
 * @param name for people; the id unless it was given
 * @param description empty unless it was given
 * @param definition as the user wrote it, with the file's own timeout and retry policy
 * @param timeout that of the workflow, before that of its definition; {@code null} if it has none
 * @param retryPolicy likewise
 * @param createdAt ISO 8601, in UTC; {@code null} before it is kept
 */
@JsonInclude(Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record Blueprint(
        String workflowId,
        String name,
        String description,
        JsonNode definition,

        @JsonSerialize(using = DurationText.Writer.class) @JsonDeserialize(using = DurationText.Reader.class)
        Duration timeout,

        RetrySettings retryPolicy,
        Map<String, String> tags,
        String createdAt) {
    /** What an execution of it does. */
    public BlueprintDefinition read() {
        BlueprintDefinition read = BlueprintParser.definition(workflowId, definition);
        return new BlueprintDefinition(
                read.steps(),
                timeout == null ? read.timeout() : timeout,
                retryPolicy == null ? read.retryPolicy() : retryPolicy);
    }

    Blueprint createdAt(String time) {
        return new Blueprint(workflowId, name, description, definition, timeout, retryPolicy, tags, time);
    }

    /** Whether the other one says the same, whenever it was created. */
    boolean isSameAs(Blueprint other) {
        return createdAt(null).equals(other.createdAt(null));
    }
}
