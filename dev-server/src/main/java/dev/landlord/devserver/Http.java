package dev.landlord.devserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sends HTTP requests to a restate-server. Blocks its thread. */
final class Http {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private Http() {}

    /** Whether {@code url} answers with 200 and a body that contains {@code part}. */
    static boolean answers(URI url, String part) {
        try {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(url).build());
            return answer.statusCode() == 200 && answer.body().contains(part);
        } catch (UncheckedIOException unreachable) {
            return false;
        }
    }

    /**
     * Sends {@code json} and returns the response, whatever its status.
     *
     * @throws UncheckedIOException if the server does not answer within 30 seconds
     */
    static HttpResponse<String> send(String method, URI url, String json) {
        return send(HttpRequest.newBuilder(url)
                .header("content-type", "application/json")
                .header("accept", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .timeout(TIMEOUT)
                .build());
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + ": " + failure, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + request.uri(), interrupted);
        }
    }

    /** Pauses for 20 ms between two checks of a condition. */
    static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", interrupted);
        }
    }
}
