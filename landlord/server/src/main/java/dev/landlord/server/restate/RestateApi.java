package dev.landlord.server.restate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.landlord.server.auth.AuthenticationException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ingress and the admin API of one Restate. Requests and responses are JSON, and each request has a time limit. It
 * is safe for use by several threads.
 *
 * <p>A response of Restate is returned whatever its status is. A request that does not reach Restate, or that a proxy
 * rejects, fails with a {@link RestateException}.
 */
public final class RestateApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RestateHttp http;
    private final URI ingress;
    private final URI admin;
    private final Duration timeout;

    /**
     * @param ingress the ingress, which calls services, such as {@code http://localhost:8080}
     * @param admin the admin API, such as {@code http://localhost:9070}
     * @param timeout the time limit of one request
     */
    public RestateApi(RestateHttp http, URI ingress, URI admin, Duration timeout) {
        this.http = http;
        this.ingress = ingress;
        this.admin = admin;
        this.timeout = timeout;
    }

    /** The same APIs with another time limit. */
    public RestateApi withTimeout(Duration timeout) {
        return new RestateApi(http, ingress, admin, timeout);
    }

    /**
     * Sends a request to the ingress, which calls a handler.
     *
     * @param body the body; {@code null} sends none
     * @param path the segments of the path, which may contain any characters
     */
    public RestateResponse ingress(String method, JsonNode body, String... path) {
        return send(method, RestateHttp.url(ingress, path), body);
    }

    /**
     * Calls a handler that changes something. If the request may have reached Restate, {@link Writes} says so from then on.
     *
     * @param idempotencyKey Restate executes the handler once for all calls with this key, and gives all of them the same
     *     response; empty: each call executes the handler
     * @param body the body; {@code null} sends none
     * @param path the segments of the path, which may contain any characters
     */
    public RestateResponse call(Optional<String> idempotencyKey, JsonNode body, String... path) {
        return send(
                "POST",
                RestateHttp.url(ingress, path),
                body,
                idempotencyKey.map(key -> Map.of("idempotency-key", key)).orElse(Map.of()),
                true);
    }

    /** Sends a request to the admin API; otherwise like {@link #ingress}. */
    public RestateResponse admin(String method, JsonNode body, String... path) {
        return send(method, RestateHttp.url(admin, path), body);
    }

    /**
     * Returns the rows of a query over Restate's tables. A row has no field for a column that is null.
     *
     * @param sql a query in which {@link Sql#text(String)} has quoted every value
     */
    public List<JsonNode> query(String sql) {
        JsonNode body = JsonNodeFactory.instance.objectNode().put("query", sql);
        List<JsonNode> rows = new ArrayList<>();
        admin("POST", body, "query").orThrow().path("rows").forEach(rows::add);
        return rows;
    }

    private RestateResponse send(String method, URI url, JsonNode body) {
        return send(method, url, body, Map.of(), false);
    }

    private RestateResponse send(String method, URI url, JsonNode body, Map<String, String> headers, boolean isWrite) {
        String request = method + " " + url;
        HttpResponse<String> response = exchange(request, method, url, body, headers, isWrite);
        RestateResponse answer = new RestateResponse(request, response.statusCode(), json(response.body()));
        // Restate itself does not authenticate callers, so a proxy in front of Restate has sent this status.
        if (!answer.isFromHandler() && (answer.status() == 401 || answer.status() == 403)) {
            throw RestateException.notAllowed(answer, response.body());
        }
        return answer;
    }

    private HttpResponse<String> exchange(
            String request, String method, URI url, JsonNode body, Map<String, String> headers, boolean isWrite) {
        boolean mayBeSent = isWrite;
        try {
            return http.send(method, url, body, timeout, headers);
        } catch (AuthenticationException noCredentials) {
            mayBeSent = false;
            throw RestateException.notAuthenticated(noCredentials);
        } catch (ConnectException | HttpConnectTimeoutException noConnection) {
            mayBeSent = false;
            throw RestateException.unreachable(request, noConnection);
        } catch (HttpTimeoutException late) {
            throw RestateException.timedOut(request, timeout, late);
        } catch (IOException failure) {
            throw RestateException.unreachable(request, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw RestateException.interrupted(request, interrupted);
        } finally {
            if (mayBeSent) {
                Writes.sent();
            }
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
