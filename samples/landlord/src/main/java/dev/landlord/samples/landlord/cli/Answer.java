package dev.landlord.samples.landlord.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpResponse;

/**
 * What Landlord answered.
 *
 * @param status from 200 to 299
 * @param body missing if the answer has none
 */
record Answer(int status, JsonNode body) {
    /** Reads an answer; one that tells a problem, or is not Landlord's, becomes a complaint. */
    static Answer read(HttpResponse<String> response) {
        JsonNode body = body(response);
        int status = response.statusCode();
        if (status / 100 == 2) {
            return new Answer(status, body);
        }
        if (status < 400 || !body.path("code").isTextual()) {
            throw notLandlord(response);
        }
        throw Problem.complaint(status, body);
    }

    private static JsonNode body(HttpResponse<String> response) {
        if (response.body().isEmpty()) {
            return MissingNode.getInstance();
        }
        try {
            return Json.read(response.body());
        } catch (JsonProcessingException malformed) {
            throw notLandlord(response);
        }
    }

    private static Complaint notLandlord(HttpResponse<String> response) {
        String type = response.headers().firstValue("content-type").orElse("nothing");
        return Complaint.unreachable(
                "what answers at " + response.uri() + " is not Landlord: expected JSON of its API, found "
                        + response.statusCode() + " with " + type + "; name Landlord with --api-url",
                null);
    }
}
