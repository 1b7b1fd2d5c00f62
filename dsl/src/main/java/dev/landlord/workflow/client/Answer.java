package dev.landlord.workflow.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landlord.workflow.AlreadyDecided;
import dev.landlord.workflow.BusinessFailure;
import dev.landlord.workflow.errors.ErrorCode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** The answer of Restate, or of a gateway before it. */
final class Answer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NOT_FOUND = 404;
    private static final int MAX_TEXT = 300;

    /** Restate names in it who failed: a gateway may replace the body, and passes headers on. */
    private static final String SOURCE_HEADER = "x-restate-error-source";

    /** Where an answer that is no success comes from. */
    enum Source {
        /** The handler has failed: Restate passes on its failure. */
        INVOCATION,
        /** Restate's ingress. */
        INGRESS,
        /** A gateway before Restate. */
        PROXY
    }

    private Answer() {}

    static boolean isOk(HttpResponse<byte[]> response) {
        return response.statusCode() / 100 == 2;
    }

    /** Whether a further attempt may get another answer. */
    static boolean isAway(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        boolean isTransient = status == 408 || status == 429 || status >= 500;
        return isTransient && source(response) != Source.INVOCATION;
    }

    static Source source(HttpResponse<byte[]> response) {
        String header = response.headers().firstValue(SOURCE_HEADER).orElse("");
        String source = header.isEmpty() ? body(response).path("source").asText() : header;
        return switch (source) {
            case "invocation" -> Source.INVOCATION;
            case "ingress" -> Source.INGRESS;
            default -> Source.PROXY;
        };
    }

    /** The body as JSON; the missing node if it is something else. */
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
            return new ServiceNotFoundException(ClientErrors.unknownService(what, service, message));
        }
        if (code == NOT_FOUND && ErrorCode.LW113.isIn(message)) {
            return new RunNotFoundException(message);
        }
        if (BusinessFailure.from(message).orElse(null) instanceof AlreadyDecided failure) {
            return new AlreadyDecidedException(what, failure);
        }
        if (isAway(response)) {
            return new UnreachableException(ClientErrors.away(what, code, message), true, null);
        }
        String words =
                BusinessFailure.from(message).map(BusinessFailure::getMessage).orElse(message);
        return new RequestRefusedException(code, ClientErrors.refused(what, code, words));
    }

    /** The first words of the answer. */
    static String message(HttpResponse<byte[]> response) {
        JsonNode message = body(response).path("message");
        if (message.isTextual()) {
            return message.asText();
        }
        String text = new String(response.body(), StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }
}
