package dev.landlord.samples.landlord.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;

/** Writes answers. */
final class Answers {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final String PROBLEM = "application/problem+json";

    private Answers() {}

    static void send(Context context, int status, Object value) {
        write(context, status, "application/json", value);
    }

    /** It is done, and there is nothing to show. */
    static void sendNothing(Context context) {
        context.status(204).res().setContentType(null);
    }

    static void send(Context context, Problem problem) {
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
