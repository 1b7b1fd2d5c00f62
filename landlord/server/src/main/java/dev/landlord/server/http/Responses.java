package dev.landlord.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;

/** Writes responses. */
final class Responses {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final String PROBLEM = "application/problem+json";

    private static final String CODE = "code";

    private Responses() {}

    static void send(Context context, int status, Object value) {
        write(context, status, "application/json", value);
    }

    /** Sends 204 without a body. */
    static void sendNoContent(Context context) {
        context.status(204).res().setContentType(null);
    }

    static void send(Context context, ProblemDetails problem) {
        context.attribute(CODE, problem.code());
        write(context, problem.status(), PROBLEM, problem);
    }

    /** The code of the problem that was sent; {@code null} if there was none. */
    static String code(Context context) {
        return context.attribute(CODE);
    }

    /** The JSON of a value, as it would be sent. */
    static JsonNode json(Object value) {
        return JSON.valueToTree(value);
    }

    private static void write(Context context, int status, String type, Object value) {
        context.status(status).contentType(type).result(bytes(value));
    }

    static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
