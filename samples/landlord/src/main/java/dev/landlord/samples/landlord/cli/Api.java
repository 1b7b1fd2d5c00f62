package dev.landlord.samples.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;

/**
 * Landlord's HTTP API, as the commands ask it.
 *
 * <p>What only asks is tried four times within about a second if the connection cannot be made or breaks. What changes
 * something is tried again only if no connection could be made, because then nothing was sent. An answer that tells a
 * problem is a {@link Complaint}, and so is none within 30 s.
 */
final class Api {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofMillis(600));

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final URI base;

    Api(URI base) {
        this.base = base;
    }

    JsonNode get(ApiPath path) throws IOException {
        return exchange(request("GET", path, BodyPublishers.noBody())).body();
    }

    Answer send(String method, ApiPath path) throws IOException {
        return exchange(request(method, path, BodyPublishers.noBody()));
    }

    Answer send(String method, ApiPath path, JsonNode body) throws IOException {
        return exchange(request(method, path, BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest request(String method, ApiPath path, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path.text()))
                .timeout(ANSWER)
                .header("accept", "application/json, application/problem+json")
                .method(method, body);
        if (body.contentLength() > 0) {
            request.header("content-type", "application/json");
        }
        return request.build();
    }

    private Answer exchange(HttpRequest request) throws IOException {
        boolean asks = request.method().equals("GET");
        for (int attempt = 0; ; attempt++) {
            try {
                return Answer.read(http.send(request, BodyHandlers.ofString()));
            } catch (ConnectException | HttpConnectTimeoutException nothingSent) {
                if (attempt == PAUSES.size()) {
                    throw unreachable(nothingSent);
                }
            } catch (HttpTimeoutException tooLong) {
                throw broken(request, "did not answer within " + ANSWER.toSeconds() + " s", tooLong);
            } catch (IOException broken) {
                if (!asks || attempt == PAUSES.size()) {
                    throw broken(request, "broke the connection", broken);
                }
            } catch (InterruptedException interrupted) {
                throw interrupted();
            }
            pause(PAUSES.get(attempt));
        }
    }

    private Complaint unreachable(IOException cause) {
        return Complaint.unreachable(
                "Landlord does not answer at " + base
                        + "; start it with: landlord server, or name another with --api-url",
                cause);
    }

    private Complaint broken(HttpRequest request, String what, IOException cause) {
        String advice = request.method().equals("GET")
                ? "try again"
                : "it may have done it all the same; look before you try again";
        return Complaint.unreachable("Landlord at " + base + " " + what + "; " + advice, cause);
    }

    private static void pause(Duration duration) throws InterruptedIOException {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while asking Landlord");
    }
}
