package dev.landlord.cli;

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
import java.util.Optional;

/**
 * The client of Landlord's HTTP API.
 *
 * <p>A GET is sent up to four times within about a second if the connection fails. Other requests are retried only if no
 * connection could be opened, because then nothing was sent. An error response throws a {@link CliException}; a missing
 * response does so after 30 s.
 */
final class Api {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(30);
    private static final List<Duration> DELAYS =
            List.of(Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofMillis(600));

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final URI base;
    private final Optional<String> credential;

    /** @param credential the API key or token of the user */
    Api(URI base, Optional<String> credential) {
        this.base = base;
        this.credential = credential;
    }

    JsonNode get(ApiPath path) throws IOException {
        return exchange(request("GET", path, BodyPublishers.noBody())).body();
    }

    ApiResponse send(String method, ApiPath path) throws IOException {
        return exchange(request(method, path, BodyPublishers.noBody()));
    }

    ApiResponse send(String method, ApiPath path, JsonNode body) throws IOException {
        return exchange(request(method, path, BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest request(String method, ApiPath path, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path.text()))
                .timeout(RESPONSE_TIMEOUT)
                .header("accept", "application/json, application/problem+json")
                .method(method, body);
        credential.ifPresent(key -> request.header("authorization", "Bearer " + key));
        if (body.contentLength() > 0) {
            request.header("content-type", "application/json");
        }
        return request.build();
    }

    private ApiResponse exchange(HttpRequest request) throws IOException {
        boolean isRead = request.method().equals("GET");
        for (int attempt = 0; ; attempt++) {
            try {
                return ApiResponse.read(http.send(request, BodyHandlers.ofString()));
            } catch (ConnectException | HttpConnectTimeoutException nothingSent) {
                if (attempt == DELAYS.size()) {
                    throw unreachable(nothingSent);
                }
            } catch (HttpTimeoutException tooLong) {
                throw broken(request, "did not answer within " + RESPONSE_TIMEOUT.toSeconds() + " s", tooLong);
            } catch (IOException broken) {
                if (!isRead || attempt == DELAYS.size()) {
                    throw broken(request, "broke the connection", broken);
                }
            } catch (InterruptedException interrupted) {
                throw interrupted();
            }
            pause(DELAYS.get(attempt));
        }
    }

    private CliException unreachable(IOException cause) {
        return CliException.unreachable(
                "Landlord does not answer at " + base
                        + "; start it with: landlord server, or set another URL with --api-url",
                cause);
    }

    private CliException broken(HttpRequest request, String failure, IOException cause) {
        String advice = request.method().equals("GET")
                ? "try again"
                : "it may have carried out the request nevertheless; check that before you try again";
        return CliException.unreachable("Landlord at " + base + " " + failure + "; " + advice, cause);
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
        return new InterruptedIOException("interrupted during a request to Landlord");
    }
}
