package dev.landlord.workflow.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The requests of a registration to Restate's admin API. An answer of 500 or more counts as no answer. */
final class AdminApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String url;

    AdminApi(URI url) {
        this.url = url.toString().replaceAll("/+$", "");
    }

    /** What Restate answered. */
    record Answer(int status, String text) {
        boolean isAccepted() {
            return status / 100 == 2;
        }

        /** The JSON of the answer; a missing node if the answer is not JSON. */
        JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException noJson) {
                return MissingNode.getInstance();
            }
        }
    }

    /** Makes Restate discover and take what is served at {@code uri}. */
    Answer register(URI uri) throws IOException, InterruptedException {
        return send(
                "POST",
                "/deployments",
                JsonNodeFactory.instance.objectNode().put("uri", uri.toString()).put("force", true));
    }

    /** Changes the two limits of a service's attempts that Restate has a default for. */
    Answer limitAttempts(String service, Duration inactivity, Duration abort) throws IOException, InterruptedException {
        return send(
                "PATCH",
                "/services/" + service,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("inactivity_timeout", inactivity.toSeconds() + "s")
                        .put("abort_timeout", abort.toSeconds() + "s"));
    }

    private Answer send(String method, String path, ObjectNode body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("content-type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.ofString(body.toString()))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 500) {
            throw new IOException("it answered " + response.statusCode() + ": " + response.body());
        }
        return new Answer(response.statusCode(), response.body());
    }
}
