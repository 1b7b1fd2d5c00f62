package dev.landlord.server.restate;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The response to a request to Restate.
 *
 * @param request the method and the URL, such as {@code POST http://localhost:9070/query}
 * @param status the HTTP status
 * @param body the JSON; a text node if the body is not JSON, and the null node if there is no body
 */
public record RestateResponse(String request, int status, JsonNode body) {
    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** Whether a handler sent the response, and not Restate itself, such as 404 for an unknown handler. */
    public boolean isFromHandler() {
        return body.path("source").asText().equals("invocation");
    }

    /** The message of a response that is not a success, from Restate or from the handler. */
    public String message() {
        return body.isObject() ? body.path("message").asText() : body.asText("");
    }

    /**
     * Returns the body.
     *
     * @throws RestateException if the status is not a success
     */
    public JsonNode orThrow() {
        if (!isSuccess()) {
            throw RestateException.refused(this);
        }
        return body;
    }
}
