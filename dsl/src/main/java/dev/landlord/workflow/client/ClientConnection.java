package dev.landlord.workflow.client;

import dev.landlord.workflow.client.Exchange.Call;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections of a generated client to Restate's ingress; for such clients only. Safe for use by several threads,
 * and meant to be shared: it keeps connections open between requests.
 */
public final class ClientConnection implements AutoCloseable {
    private final HttpClient http;
    private final ClientOptions options;
    private final String service;
    private final String base;
    private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    private ClientConnection(ClientOptions options, String service) {
        this.options = options;
        this.service = service;
        this.base = options.url().toString().replaceAll("/+$", "");
        boolean isSecure = "https".equals(options.url().getScheme());
        this.http = HttpClient.newBuilder()
                .version(isSecure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /**
     * Nothing is sent yet.
     *
     * @param service its name, unless the options have another
     */
    public static ClientConnection open(ClientOptions options, String service) {
        return new ClientConnection(options, options.service().orElse(service));
    }

    /**
     * The run of that key, whether there is one or not.
     *
     * @throws IllegalArgumentException if the key is empty, or would be lost on the way
     */
    public RunClient run(String key) {
        boolean isPath = key.isEmpty() || key.equals(".") || key.equals("..");
        if (isPath || !StandardCharsets.UTF_8.newEncoder().canEncode(key)) {
            throw new IllegalArgumentException(ClientErrors.key(service, key));
        }
        return new RunClient(this, service, key);
    }

    /** @throws IllegalStateException if this is closed */
    void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException(ClientErrors.closed(service));
        }
    }

    /** Until when a request may take that does not wait for a run. */
    Deadline soon() {
        return Deadline.in(options.requestTimeout());
    }

    /** The path to something of a service or a run; each part is encoded. */
    URI url(String... parts) {
        StringBuilder path = new StringBuilder(base);
        for (String part : parts) {
            path.append('/')
                    .append(URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"));
        }
        return URI.create(path.toString());
    }

    Pending<HttpResponse<byte[]>> send(String what, Call call, Deadline deadline) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(options.headers());
        headers.putAll(call.headers());
        Call whole = new Call(call.method(), call.url(), call.body(), headers, call.isRepeatable(), call.waits());
        Exchange exchange = Exchange.begin(http, options.requestHeaders(), whole, what, deadline);
        open.add(exchange);
        exchange.whenComplete((answer, failure) -> open.remove(exchange));
        if (isClosed) {
            end(exchange);
        }
        return Pending.of(exchange);
    }

    private void end(Exchange exchange) {
        exchange.completeExceptionally(new ClientClosedException(ClientErrors.closing(exchange.what())));
    }

    /** Ends what is under way, for those who wait for it with a {@link ClientClosedException}. Runs go on. */
    @Override
    public void close() {
        isClosed = true;
        open.forEach(this::end);
    }
}
