package dev.landlord.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpResponse;

/**
 * A successful response of Landlord.
 *
 * @param status the HTTP status, from 200 to 299
 * @param body the JSON; the missing node if the response has no body
 */
record ApiResponse(int status, JsonNode body) {
    /** Parses a response. Throws a {@link CliException} if it is an error, or does not come from Landlord. */
    static ApiResponse read(HttpResponse<?> response, String text) {
        JsonNode body = body(response, text);
        int status = response.statusCode();
        if (status / 100 == 2) {
            return new ApiResponse(status, body);
        }
        if (status < 400 || !body.path("code").isTextual()) {
            throw notLandlord(response);
        }
        throw ProblemDetailsReader.exception(status, body);
    }

    private static JsonNode body(HttpResponse<?> response, String text) {
        if (text.isEmpty()) {
            return MissingNode.getInstance();
        }
        try {
            return Json.read(text);
        } catch (JsonProcessingException malformed) {
            throw notLandlord(response);
        }
    }

    private static CliException notLandlord(HttpResponse<?> response) {
        String type = response.headers().firstValue("content-type").orElse("no content type");
        return CliException.unreachable(
                "the server at " + response.uri() + " is not Landlord: expected JSON of its API, found "
                        + response.statusCode() + " with " + type + "; set the URL of Landlord with --api-url",
                null);
    }
}
