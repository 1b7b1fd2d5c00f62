package dev.landlord.samples.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** The ingress and the admin API of a running Restate. */
record Restate(URI ingress, URI admin) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Restate {
        requireHttp("--ingress", ingress);
        requireHttp("--admin", admin);
    }

    private static void requireHttp(String option, URI url) {
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException(option + " " + url + ": expected a URL such as http://localhost:8080");
        }
    }

    /** Starts a run and returns its invocation id. */
    String submit(String service, String key, JsonNode request) throws IOException {
        HttpResponse<String> answer = post(ingress.resolve("/" + service + "/" + key + "/run/send"), request);
        return JSON.readTree(answer.body()).get("invocationId").asText();
    }

    /** The rows of a query over Restate's tables. */
    List<JsonNode> query(String sql) throws IOException {
        JsonNode body = JsonNodeFactory.instance.objectNode().put("query", sql);
        List<JsonNode> rows = new ArrayList<>();
        JSON.readTree(post(admin.resolve("/query"), body).body()).path("rows").forEach(rows::add);
        return rows;
    }

    /** Waits for the end of a run; the status of the response says whether it succeeded. */
    HttpResponse<String> attach(String service, String key) throws IOException {
        return LocalHttp.get(ingress.resolve("/restate/workflow/" + service + "/" + key + "/attach"));
    }

    private static HttpResponse<String> post(URI url, JsonNode body) throws IOException {
        HttpResponse<String> answer;
        try {
            answer = LocalHttp.post(url, body.toString());
        } catch (ConnectException away) {
            throw new IOException(
                    "Restate does not answer at " + url.resolve("/") + "; is restate-server running?", away);
        }
        if (answer.statusCode() / 100 != 2) {
            JsonNode message = JSON.readTree(answer.body()).path("message");
            throw new IOException(
                    "Restate refused " + url.getPath() + " with " + answer.statusCode() + ": " + message.asText());
        }
        return answer;
    }
}
