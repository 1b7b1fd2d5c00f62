package dev.landlord.workflow.client;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a generated client reaches Restate: {@code ClientOptions.to("http://localhost:8080").apiKey(key)}. Immutable;
 * each method returns a copy.
 */
public final class ClientOptions {
    private final URI url;
    private final Map<String, String> headers;
    private final RequestHeaders requestHeaders;
    private final Duration requestTimeout;
    private final @Nullable String service;

    private ClientOptions(
            URI url,
            Map<String, String> headers,
            RequestHeaders requestHeaders,
            Duration requestTimeout,
            @Nullable String service) {
        this.url = url;
        this.headers = headers;
        this.requestHeaders = requestHeaders;
        this.requestTimeout = requestTimeout;
        this.service = service;
    }

    /**
     * Connects to the Restate server whose ingress is at {@code url}, such as {@code http://localhost:8080}. The URL may
     * have a path, for an ingress behind a gateway.
     *
     * @throws IllegalArgumentException if {@code url} is not an http or https URL with a host, or has a user, a query or a
     *     fragment
     */
    public static ClientOptions to(String url) {
        return to(URI.create(Objects.requireNonNull(url, "url")));
    }

    /** The same as {@link #to(String)}. */
    public static ClientOptions to(URI url) {
        boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(ClientErrors.urlWithMore(url));
        }
        if (!isHttp || url.getHost() == null || url.getPort() > 65_535) {
            throw new IllegalArgumentException(ClientErrors.url(url));
        }
        return new ClientOptions(url, Map.of(), (method, to, body) -> Map.of(), Duration.ofSeconds(30), null);
    }

    /**
     * Sends {@code Authorization: Bearer <key>} with every request. White space around the key is removed, such as the
     * line break at the end of a file.
     *
     * @throws IllegalArgumentException if the key has a control character
     */
    public ClientOptions apiKey(String key) {
        return header("Authorization", "Bearer " + key.strip());
    }

    /**
     * Sends this header with every request.
     *
     * @throws IllegalArgumentException if the value has a control character
     */
    public ClientOptions header(String name, String value) {
        if (value.chars().anyMatch(character -> character < ' ' && character != '\t' || character == 127)) {
            throw new IllegalArgumentException(ClientErrors.header(name));
        }
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return new ClientOptions(url, Collections.unmodifiableMap(more), requestHeaders, requestTimeout, service);
    }

    /** Calls {@code headers} before each attempt of each request, for a signature or a token that expires. */
    public ClientOptions headers(RequestHeaders headers) {
        return new ClientOptions(
                url, this.headers, Objects.requireNonNull(headers, "headers"), requestTimeout, service);
    }

    /**
     * Limits the time of a request that does not wait for a run, with all its attempts; default 30 seconds.
     *
     * @throws IllegalArgumentException if {@code timeout} is not positive
     */
    public ClientOptions requestTimeout(Duration timeout) {
        return new ClientOptions(
                url, headers, requestHeaders, ClientErrors.positive("requestTimeout", timeout), service);
    }

    /** Calls the workflow that is served under this name, instead of the name of its class. */
    public ClientOptions service(String name) {
        return new ClientOptions(url, headers, requestHeaders, requestTimeout, Objects.requireNonNull(name, "name"));
    }

    URI url() {
        return url;
    }

    Map<String, String> headers() {
        return headers;
    }

    RequestHeaders requestHeaders() {
        return requestHeaders;
    }

    Duration requestTimeout() {
        return requestTimeout;
    }

    Optional<String> service() {
        return Optional.ofNullable(service);
    }

    /** Without the headers, which may be secret. */
    @Override
    public String toString() {
        return "ClientOptions(" + url + ")";
    }
}
