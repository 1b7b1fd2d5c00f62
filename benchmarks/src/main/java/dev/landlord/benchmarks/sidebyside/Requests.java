package dev.landlord.benchmarks.sidebyside;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Sends requests to the ingress one at a time, and requires the status of each response. */
final class Requests {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;

    Requests(URI base) {
        this.base = base;
    }

    /** @param json the body; {@code null} for none */
    void post(String path, String json, int status) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        if (json == null) {
            request.POST(BodyPublishers.noBody());
        } else {
            request.header("content-type", "application/json").POST(BodyPublishers.ofString(json));
        }
        send(request.build(), status);
    }

    void get(String path, int status) throws IOException, InterruptedException {
        send(request(path).GET().build(), status);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT);
    }

    private void send(HttpRequest request, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            throw new IllegalStateException(request.uri() + ": expected status " + status + ", got "
                    + answer.statusCode() + " " + answer.body());
        }
    }
}
