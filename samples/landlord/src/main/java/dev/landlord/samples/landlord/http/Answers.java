package dev.landlord.samples.landlord.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;

/** Writes answers. */
final class Answers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Answers() {}

    static void send(Context context, int status, Object value) {
        write(context, status, "application/json", value);
    }

    static void send(Context context, Problem problem) {
        write(context, problem.status(), "application/problem+json", problem);
    }

    private static void write(Context context, int status, String type, Object value) {
        try {
            context.status(status).contentType(type).result(JSON.writeValueAsString(value));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
