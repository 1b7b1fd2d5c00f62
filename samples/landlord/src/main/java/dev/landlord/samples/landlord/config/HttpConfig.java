package dev.landlord.samples.landlord.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How Landlord serves its own HTTP API.
 *
 * @param host the address to listen on; beyond loopback only with {@code http.insecure}
 * @param port 0 is any free one; default: 8081
 * @param allowedHosts the hosts that requests may name besides those of the loopback network, normalized by {@link
 *     HostName}
 * @param requestTimeout how long a client may take to send a request, headers and body together
 * @param maxConnections how many connections are open at a time; one more waits until another is closed
 */
public record HttpConfig(String host, int port, Set<String> allowedHosts, Duration requestTimeout, int maxConnections) {
    private static final String RISK =
            "the API authenticates no caller, and each caller can run shell commands as the user that runs Landlord";

    static HttpConfig read(Values values) {
        String host = values.requiredText(Key.HTTP_HOST);
        Exposure.check(values, Key.HTTP_HOST, host, Key.HTTP_INSECURE, RISK);
        int connections = values.number(Key.HTTP_MAX_CONNECTIONS);
        if (connections < 1) {
            values.problem(Key.HTTP_MAX_CONNECTIONS, "max_connections must be at least 1, got " + connections);
        }
        return new HttpConfig(
                host,
                values.port(Key.HTTP_PORT),
                allowedHosts(values, host),
                values.positiveDuration(Key.HTTP_REQUEST_TIMEOUT),
                connections);
    }

    /** Whether callers on other machines can reach the API. */
    public boolean isExposed() {
        return !HostName.isLoopback(host);
    }

    /** The host to listen on is one of them, unless it stands for every interface: pages can use that address. */
    private static Set<String> allowedHosts(Values values, String host) {
        Set<String> allowed = new LinkedHashSet<>();
        if (!HostName.isLoopback(host) && !HostName.isWildcard(host)) {
            allowed.add(HostName.normalize(host));
        }
        values.text(Key.HTTP_ALLOWED_HOSTS).stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .forEach(text -> {
                    if (!HostName.isHost(text)) {
                        values.problem(
                                Key.HTTP_ALLOWED_HOSTS,
                                "allowed_hosts must be host names or addresses without ports, with commas between"
                                        + " them, got " + text);
                    }
                    allowed.add(HostName.normalize(text));
                });
        return Set.copyOf(allowed);
    }
}
