package dev.landlord.server.blueprint;

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
 * A workflow that a user has defined, as it is stored. {@link BlueprintParser#blueprint} creates valid ones.
 *
 * @param name the display name; default: the id
 * @param description the description; may be empty
 * @param definition the definition in the file, with the timeout and the retry policy of the file
 * @param timeout the timeout of the workflow, which takes precedence over the file; may be {@code null}
 * @param retryPolicy the retry policy of the workflow, which takes precedence over the file; may be {@code null}
 * @param createdAt the time of creation, ISO 8601 in UTC; {@code null} before the blueprint is stored
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
    /** The parsed definition, with the timeout and the retry policy of the workflow. */
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

    /** Whether both blueprints are equal, except for the time of their creation. */
    boolean isSameAs(Blueprint other) {
        return createdAt(null).equals(other.createdAt(null));
    }
}
