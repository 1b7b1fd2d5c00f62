package dev.landlord.server.registration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landlord.server.restate.RestateHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests of registration to Restate's admin API. Each method fails with an {@link IOException} of the network, or
 * with an {@link AdminApiException} if the response is not a success.
 */
final class AdminClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NOT_FOUND = 404;
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    /** Before it responds, Restate requests the list of services from the deployment. */
    private static final Duration REGISTRATION_TIMEOUT = Duration.ofSeconds(30);

    private final RestateHttp http;
    private final URI endpoint;

    AdminClient(RestateHttp http, URI endpoint) {
        this.http = http;
        this.endpoint = endpoint;
    }

    /**
     * A service that Restate has registered.
     *
     * @param hasInactivityTimeout {@code false} if the timeout is 0: then Restate suspends each attempt at each wait
     */
    record RegisteredService(String name, boolean hasInactivityTimeout) {}

    URI endpoint() {
        return endpoint;
    }

    /** Returns if Restate responds and is healthy. */
    void checkHealth() throws IOException, InterruptedException {
        send("GET", null, REQUEST_TIMEOUT, "health");
    }

    /**
     * Registers the deployment. If it is registered already, Restate updates the list of its services.
     *
     * @return the services that Restate found in the deployment
     */
    List<RegisteredService> register(Deployment deployment) throws IOException, InterruptedException {
        ObjectNode body = JSON.valueToTree(deployment.fields());
        // Restate then replaces the services that it has registered for that address.
        body.put("force", true);
        JsonNode response = JSON.readTree(
                send("POST", body, REGISTRATION_TIMEOUT, "deployments").body());
        List<RegisteredService> services = new ArrayList<>();
        for (JsonNode service : response.path("services")) {
            services.add(new RegisteredService(
                    service.path("name").asText(),
                    !service.path("inactivity_timeout").asText("0").startsWith("0")));
        }
        return services;
    }

    /** Changes the inactivity timeout and the abort timeout of a service. */
    void setTimeouts(String service, Duration inactivity, Duration abort) throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("inactivity_timeout", inactivity.toSeconds() + "s")
                .put("abort_timeout", abort.toSeconds() + "s");
        send("PATCH", body, REGISTRATION_TIMEOUT, "services", service);
    }

    /** Whether Restate has registered a service of that name. */
    boolean has(String service) throws IOException, InterruptedException {
        try {
            send("GET", null, REQUEST_TIMEOUT, "services", service);
            return true;
        } catch (AdminApiException failure) {
            if (failure.status() == NOT_FOUND) {
                return false;
            }
            throw failure;
        }
    }

    private HttpResponse<String> send(String method, JsonNode body, Duration timeout, String... path)
            throws IOException, InterruptedException {
        URI url = RestateHttp.url(endpoint, path);
        HttpResponse<String> response = http.send(method, url, body, timeout);
        if (response.statusCode() / 100 != 2) {
            throw new AdminApiException(method + " " + url, response.statusCode(), message(response.body()));
        }
        return response;
    }

    /** The first line of the message in the body; Restate appends details to it. */
    private static String message(String body) {
        String message;
        try {
            message = JSON.readTree(body).path("message").asText(body);
        } catch (JsonProcessingException notJson) {
            message = body;
        }
        return message.lines().findFirst().orElse("nothing");
    }
}
