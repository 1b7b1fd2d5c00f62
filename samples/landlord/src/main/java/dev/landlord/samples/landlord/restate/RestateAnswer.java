package dev.landlord.samples.landlord.restate;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What Restate answered.
 *
 * @param from what was asked, such as {@code POST http://localhost:9070/query}
 * @param status of HTTP
 * @param body as JSON; text if it was none, and the null node if there was none
 */
public record RestateAnswer(String from, int status, JsonNode body) {
    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** Whether a handler said so, and not Restate for want of one. */
    public boolean isFromHandler() {
        return body.path("source").asText().equals("invocation");
    }

    /** Why it was refused, in Restate's words or in those of the handler. */
    public String message() {
        return body.isObject() ? body.path("message").asText() : body.asText("");
    }

    /**
     * The body.
     *
     * @throws RestateException if the status is not one of success
     */
    public JsonNode orThrow() {
        if (!isSuccess()) {
            throw RestateException.refused(this);
        }
        return body;
    }
}
