package dev.landlord.server.restate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.server.auth.Authentication;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sends requests to the HTTP APIs of Restate, with the headers that authenticate Landlord. All requests to Restate go
 * through this class. It is safe for use by several threads.
 */
public final class RestateHttp {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final Authentication authentication;

    public RestateHttp(Authentication authentication) {
        this.authentication = authentication;
    }

    /**
     * Sends one request, and returns the response whatever its status is.
     *
     * @param body the JSON to send; {@code null} sends no body
     * @param timeout the maximum time until the response
     * @throws dev.landlord.server.auth.AuthenticationException if there are no credentials
     * @throws IOException if Restate cannot be reached or does not respond in time
     */
    public HttpResponse<String> send(String method, URI url, JsonNode body, Duration timeout)
            throws IOException, InterruptedException {
        return send(method, url, body, timeout, Map.of());
    }

    /** Like the other {@code send}, with further {@code headers}. */
    HttpResponse<String> send(String method, URI url, JsonNode body, Duration timeout, Map<String, String> headers)
            throws IOException, InterruptedException {
        byte[] bytes = body == null ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("accept", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes));
        if (body != null) {
            request.header("content-type", "application/json");
        }
        headers.forEach(request::header);
        Correlation.current().ifPresent(id -> request.header(Correlation.HEADER, id));
        authentication.headers(method, url, bytes).forEach(request::setHeader);
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** The URL of a path below {@code base}. The segments of the path may contain any characters. */
    public static URI url(URI base, String... path) {
        String segments = Stream.of(path)
                .map(segment ->
                        URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
        return URI.create(base.toString().replaceAll("/+$", "") + "/" + segments);
    }
}
