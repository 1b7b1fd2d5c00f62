package dev.landlord.workflow.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landlord.workflow.AlreadyDecided;
import dev.landlord.workflow.BusinessFailure;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** What Restate answered, or what stands before it. */
final class Answer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NOT_FOUND = 404;
    private static final int LONGEST_TEXT = 300;

    /** How a generated service says that there is no such run. */
    private static final String NO_SUCH_RUN = "[LW113]";

    /** Who has to say that something is wrong. */
    enum Source {
        /** The handler: Restate passes on what it failed with. */
        INVOCATION,
        /** Restate itself. */
        INGRESS,
        /** What stands before Restate. */
        PROXY
    }

    private Answer() {}

    static boolean isOk(HttpResponse<byte[]> response) {
        return response.statusCode() / 100 == 2;
    }

    /** Whether it may be another one soon. */
    static boolean isAway(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        boolean isTransient = status == 408 || status == 429 || status >= 500;
        return isTransient && source(response) != Source.INVOCATION;
    }

    static Source source(HttpResponse<byte[]> response) {
        return switch (body(response).path("source").asText()) {
            case "invocation" -> Source.INVOCATION;
            case "ingress" -> Source.INGRESS;
            default -> Source.PROXY;
        };
    }

    /** The JSON of it; missing if it is none. */
    static JsonNode body(HttpResponse<byte[]> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException none) {
            return JSON.missingNode();
        }
    }

    /** Why a request was refused. */
    static WorkflowClientException refusal(String what, String service, HttpResponse<byte[]> response) {
        int code = response.statusCode();
        String message = message(response);
        Source source = source(response);
        if (code == NOT_FOUND && source == Source.INGRESS) {
            return new ServiceNotFoundException(ClientAdvice.unknownService(what, service, message));
        }
        if (code == NOT_FOUND && message.startsWith(NO_SUCH_RUN)) {
            return new RunNotFoundException(message);
        }
        if (BusinessFailure.from(message) instanceof AlreadyDecided failure) {
            return new AlreadyDecidedException(failure);
        }
        if (isAway(response)) {
            return new UnreachableException(ClientAdvice.away(what, code, message), true, null);
        }
        return new RequestRefusedException(code, source == Source.PROXY ? what + ": " + code + " " + message : message);
    }

    /** The first words of it. */
    static String message(HttpResponse<byte[]> response) {
        JsonNode message = body(response).path("message");
        if (message.isTextual()) {
            return message.asText();
        }
        String text = new String(response.body(), StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }
}
