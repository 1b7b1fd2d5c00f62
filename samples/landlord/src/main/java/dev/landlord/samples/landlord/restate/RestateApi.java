package dev.landlord.samples.landlord.restate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Restate that runs somewhere: everything that is asked of it goes through here. JSON in, JSON out;
 * each request has a time limit and the headers that prove who asks. It is safe for use by several
 * threads.
 *
 * <p>What Restate answers comes back as it is, whatever its status; what never reached it, and what was
 * not let through to it, is a {@link RestateException}.
 */
public final class RestateApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;
    private final URI ingress;
    private final URI admin;
    private final RequestHeaders headers;
    private final Duration limit;

    /**
     * @param ingress where services are called, such as {@code http://localhost:8080}
     * @param admin where Restate is asked and told about itself, such as {@code http://localhost:9070}
     * @param limit how long one request may take
     */
    public RestateApi(URI ingress, URI admin, RequestHeaders headers, Duration limit) {
        this(newClient(), ingress, admin, headers, limit);
    }

    private RestateApi(HttpClient client, URI ingress, URI admin, RequestHeaders headers, Duration limit) {
        this.client = client;
        this.ingress = ingress;
        this.admin = admin;
        this.headers = headers;
        this.limit = limit;
    }

    /** The same Restate, which is waited for no longer than {@code limit}. */
    public RestateApi within(Duration limit) {
        return new RestateApi(client, ingress, admin, headers, limit);
    }

    private static HttpClient newClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /**
     * Calls a handler, or another address of the ingress.
     *
     * @param body what is sent; {@code null} is nothing
     * @param path its segments, which may contain anything
     */
    public RestateAnswer ingress(String method, JsonNode body, String... path) {
        return send(method, address(ingress, path), body);
    }

    /** The same at the admin API. */
    public RestateAnswer admin(String method, JsonNode body, String... path) {
        return send(method, address(admin, path), body);
    }

    /**
     * The rows of a query over Restate's tables; a column that is null is left out of its row.
     *
     * @param sql in which every value from outside was written by {@link Sql#text(String)}
     */
    public List<JsonNode> query(String sql) {
        JsonNode body = JsonNodeFactory.instance.objectNode().put("query", sql);
        List<JsonNode> rows = new ArrayList<>();
        admin("POST", body, "query").orThrow().path("rows").forEach(rows::add);
        return rows;
    }

    private static URI address(URI base, String... path) {
        String segments = Stream.of(path)
                .map(segment ->
                        URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
        String prefix = base.toString();
        return URI.create((prefix.endsWith("/") ? prefix : prefix + "/") + segments);
    }

    private RestateAnswer send(String method, URI url, JsonNode body) {
        byte[] bytes = body == null ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(limit)
                .header("accept", "application/json")
                .method(method, bytes.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes));
        if (bytes.length > 0) {
            request.header("content-type", "application/json");
        }
        for (Map.Entry<String, String> header :
                headers.headers(method, url, bytes).entrySet()) {
            request.setHeader(header.getKey(), header.getValue());
        }
        HttpResponse<String> response = exchange(request.build());
        String from = method + " " + url;
        RestateAnswer answer = new RestateAnswer(from, response.statusCode(), json(response.body()));
        // Restate itself asks nobody who they are; what stands in front of it does.
        if (!answer.isFromHandler() && (answer.status() == 401 || answer.status() == 403)) {
            throw RestateException.notAllowed(answer, response.body());
        }
        return answer;
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (HttpTimeoutException late) {
            throw RestateException.late(request, limit, late);
        } catch (IOException away) {
            throw RestateException.away(request, away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw RestateException.interrupted(request, interrupted);
        }
    }

    private static JsonNode json(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json.isMissingNode() ? JsonNodeFactory.instance.nullNode() : json;
        } catch (JsonProcessingException text) {
            return JsonNodeFactory.instance.textNode(body);
        }
    }
}
