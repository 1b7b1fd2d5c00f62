package dev.landlord.workflow.client;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a generated client reaches Restate: {@code ClientOptions.to("http://localhost:8080").apiKey(key)}. Immutable;
 * each method returns a copy.
 */
public final class ClientOptions {
    private final URI url;
    private final Map<String, String> headers;
    private final RequestHeaders requestHeaders;
    private final Duration requestTimeout;
    private final String service;

    private ClientOptions(
            URI url,
            Map<String, String> headers,
            RequestHeaders requestHeaders,
            Duration requestTimeout,
            String service) {
        this.url = url;
        this.headers = headers;
        this.requestHeaders = requestHeaders;
        this.requestTimeout = requestTimeout;
        this.service = service;
    }

    /**
     * To the Restate whose ingress is at {@code url}, such as {@code http://localhost:8080}; a path before Restate's
     * own is kept.
     *
     * @throws IllegalArgumentException if it is not an http or https URL with a host, or has more than a path behind it
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
     * Sends {@code Authorization: Bearer <key>} with every request. Blanks around the key, such as the end of the line
     * that it was read from, are left out.
     *
     * @throws IllegalArgumentException if there is anything in it that no header may have
     */
    public ClientOptions apiKey(String key) {
        return header("Authorization", "Bearer " + key.strip());
    }

    /**
     * Sends this header with every request.
     *
     * @throws IllegalArgumentException if there is anything in the value that no header may have
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

    /** Asks for headers at every request, and at every further attempt: a signature, a token that is renewed. */
    public ClientOptions headers(RequestHeaders headers) {
        return new ClientOptions(
                url, this.headers, Objects.requireNonNull(headers, "headers"), requestTimeout, service);
    }

    /**
     * How long a request may take that does not wait for a run, with all its attempts; default 30 seconds.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public ClientOptions requestTimeout(Duration timeout) {
        return new ClientOptions(
                url, headers, requestHeaders, ClientErrors.positive("requestTimeout", timeout), service);
    }

    /** Calls the workflow by another name than its class has: one that was served under that name. */
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
