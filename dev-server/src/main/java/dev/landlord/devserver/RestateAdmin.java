package dev.landlord.devserver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A client for the admin API of a restate-server. Blocks its thread. */
public final class RestateAdmin {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<URI> url;

    RestateAdmin(Supplier<URI> url) {
        this.url = url;
    }

    /** Returns a client for the admin API at {@code url}, such as {@code http://localhost:9070}. */
    public static RestateAdmin at(URI url) {
        return new RestateAdmin(() -> url);
    }

    /**
     * Registers the deployment at {@code uri}. Replaces a deployment that was registered at this URI.
     *
     * @throws IllegalStateException if the server refuses the request; the message has its response
     * @throws java.io.UncheckedIOException if the server does not answer within 30 seconds
     */
    public void register(URI uri) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("uri", uri.toString())
                .put("force", true)
                .toString();
        expectSuccess("POST", "/deployments", Http.send("POST", url.get().resolve("/deployments"), body));
    }

    /**
     * Returns the rows of an SQL query over Restate's introspection tables, such as {@code sys_invocation}.
     *
     * @throws IllegalStateException if the server refuses the request; the message has its response
     * @throws java.io.UncheckedIOException if the server does not answer within 30 seconds
     */
    public List<JsonNode> query(String sql) {
        String body = JsonNodeFactory.instance.objectNode().put("query", sql).toString();
        HttpResponse<String> answer = Http.send("POST", url.get().resolve("/query"), body);
        expectSuccess("POST", "/query", answer);
        try {
            List<JsonNode> rows = new ArrayList<>();
            JSON.readTree(answer.body()).path("rows").forEach(rows::add);
            return rows;
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("POST /query did not answer JSON: " + answer.body(), failure);
        }
    }

    /**
     * Cancels an invocation. A workflow then runs its undo actions and ends as cancelled; this method does not wait for
     * that.
     *
     * @throws IllegalStateException if the server refuses the request; the message has its response
     * @throws java.io.UncheckedIOException if the server does not answer within 30 seconds
     */
    public void cancel(String invocationId) {
        String path = "/invocations/" + invocationId + "/cancel";
        expectSuccess("PATCH", path, Http.send("PATCH", url.get().resolve(path), ""));
    }

    private static void expectSuccess(String method, String path, HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    method + " " + path + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }
}
