package dev.landlord.samples.landlord.registration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landlord.samples.landlord.auth.Authentication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** What registration asks of Restate's admin API. Each call fails with what the network says, or is refused. */
final class RestateAdmin {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NOT_FOUND = 404;
    private static final Duration SHORT = Duration.ofSeconds(5);

    /** Restate asks the deployment for its services meanwhile. */
    private static final Duration LONG = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(SHORT)
            .build();
    private final URI endpoint;
    private final Authentication authentication;

    RestateAdmin(URI endpoint, Authentication authentication) {
        this.endpoint = endpoint;
        this.authentication = authentication;
    }

    URI endpoint() {
        return endpoint;
    }

    /** What to say before the first answer. */
    String unanswered() {
        return "Restate has not answered yet at " + endpoint;
    }

    /** Returns if Restate answers and is well. */
    void checkHealth() throws IOException, InterruptedException {
        accepted("GET", "/health", "");
    }

    /**
     * Registers the deployment, also if it is registered: Restate asks it again what it serves.
     *
     * @return the services that Restate found there
     */
    Set<String> register(Deployment deployment) throws IOException, InterruptedException {
        ObjectNode body = JSON.valueToTree(deployment.fields());
        // What answers at that address is what there is to call, whatever Restate remembers of it.
        body.put("force", true);
        HttpResponse<String> answer = accepted("POST", "/deployments", body.toString());
        Set<String> services = new HashSet<>();
        for (JsonNode service : JSON.readTree(answer.body()).path("services")) {
            services.add(service.path("name").asText());
        }
        return services;
    }

    /** Whether Restate knows a service of that name. */
    boolean has(String service) throws IOException, InterruptedException {
        try {
            accepted("GET", "/services/" + service, "");
            return true;
        } catch (RefusedException refused) {
            if (refused.status() == NOT_FOUND) {
                return false;
            }
            throw refused;
        }
    }

    private HttpResponse<String> accepted(String method, String path, String body)
            throws IOException, InterruptedException {
        URI url = URI.create(endpoint.toString().replaceAll("/+$", "") + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("content-type", "application/json")
                .timeout(body.isEmpty() ? SHORT : LONG)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        authentication.headers(method, url, body.getBytes(UTF_8)).forEach(request::setHeader);
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new RefusedException(method + " " + url, answer.statusCode(), words(answer.body()));
        }
        return answer;
    }

    /** What the answer says, without the details that may follow. */
    private static String words(String body) {
        String words;
        try {
            words = JSON.readTree(body).path("message").asText(body);
        } catch (JsonProcessingException notOfRestate) {
            words = body;
        }
        return words.lines().findFirst().orElse("nothing");
    }
}
