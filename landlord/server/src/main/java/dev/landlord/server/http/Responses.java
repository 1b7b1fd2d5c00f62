package dev.landlord.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;

/** Writes responses. */
final class Responses {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final String PROBLEM = "application/problem+json";

    private Responses() {}

    static void send(Context context, int status, Object value) {
        write(context, status, "application/json", value);
    }

    /** Sends 204 without a body. */
    static void sendNoContent(Context context) {
        context.status(204).res().setContentType(null);
    }

    static void send(Context context, ProblemDetails problem) {
        write(context, problem.status(), PROBLEM, problem);
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
