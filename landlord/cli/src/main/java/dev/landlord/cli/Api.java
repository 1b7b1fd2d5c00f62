package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The client of Landlord's HTTP API.
 *
 * <p>A GET, or a change with an idempotency key, is sent up to four times within about a second if the connection fails, if
 * Landlord does not know its result, or if too many requests of the user are in progress. Other requests are retried only if
 * no connection could be opened, because then nothing was sent. An error response throws a {@link CliException}; a missing
 * response does so after 30 s.
 */
final class Api {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final String IDEMPOTENCY_KEY = "idempotency-key";
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
        return exchange(request("GET", path, BodyPublishers.noBody()).build()).body();
    }

    /** Passes each line of the response to {@code lines} while it arrives. Sent once: lines may have been used before a failure. */
    void getLines(ApiPath path, Consumer<String> lines) throws IOException {
        HttpRequest request = request("GET", path, BodyPublishers.noBody()).build();
        try {
            HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
            try (Stream<String> body = response.body()) {
                if (response.statusCode() == 200) {
                    body.forEach(lines);
                } else {
                    ApiResponse.read(response, body.collect(Collectors.joining("\n")));
                }
            }
        } catch (ConnectException | HttpConnectTimeoutException nothingSent) {
            throw unreachable(nothingSent);
        } catch (UncheckedIOException broken) {
            throw broken(request, "broke the connection", broken.getCause());
        } catch (IOException broken) {
            throw broken(request, "broke the connection", broken);
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
    }

    /** Sends a change, with a key by which Landlord carries it out once however often it is sent. */
    ApiResponse send(String method, ApiPath path) throws IOException {
        return exchange(repeatable(method, path, BodyPublishers.noBody()));
    }

    /** Like the other {@code send}, with a body. */
    ApiResponse send(String method, ApiPath path, JsonNode body) throws IOException {
        return exchange(repeatable(method, path, BodyPublishers.ofString(body.toString())));
    }

    /** Sends a change whose repetition has another result, such as the creation of a key. */
    ApiResponse sendOnce(String method, ApiPath path, JsonNode body) throws IOException {
        BodyPublisher content =
                body.isMissingNode() ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
        return exchange(request(method, path, content).build());
    }

    private HttpRequest repeatable(String method, ApiPath path, BodyPublisher body) {
        return request(method, path, body)
                .header(IDEMPOTENCY_KEY, UUID.randomUUID().toString())
                .build();
    }

    private HttpRequest.Builder request(String method, ApiPath path, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path.text()))
                .timeout(RESPONSE_TIMEOUT)
                .header("accept", "application/json, application/problem+json")
                .method(method, body);
        credential.ifPresent(key -> request.header("authorization", "Bearer " + key));
        if (body.contentLength() > 0) {
            request.header("content-type", "application/json");
        }
        return request;
    }

    private ApiResponse exchange(HttpRequest request) throws IOException {
        boolean isRepeatable = request.method().equals("GET")
                || request.headers().firstValue(IDEMPOTENCY_KEY).isPresent();
        for (int attempt = 0; ; attempt++) {
            try {
                HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
                if (attempt == DELAYS.size() || !asksForRepeat(response)) {
                    return read(response);
                }
            } catch (ConnectException | HttpConnectTimeoutException nothingSent) {
                if (attempt == DELAYS.size()) {
                    throw unreachable(nothingSent);
                }
            } catch (HttpTimeoutException tooLong) {
                throw broken(request, "did not answer within " + RESPONSE_TIMEOUT.toSeconds() + " s", tooLong);
            } catch (IOException broken) {
                if (!isRepeatable || attempt == DELAYS.size()) {
                    throw broken(request, "broke the connection", broken);
                }
            } catch (InterruptedException interrupted) {
                throw interrupted();
            }
            pause(DELAYS.get(attempt));
        }
    }

    /** Whether Landlord refuses the request only for now, or does not know its result and has a key to repeat it. */
    private static boolean asksForRepeat(HttpResponse<String> response) {
        return response.statusCode() == TOO_MANY_REQUESTS
                        && response.headers().firstValue("retry-after").isPresent()
                || response.statusCode() == UNAVAILABLE && response.body().contains("\"outcome\":\"unknown\"");
    }

    private static ApiResponse read(HttpResponse<String> response) {
        return ApiResponse.read(response, response.body());
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
