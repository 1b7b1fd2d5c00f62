package dev.landlord.server.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How Landlord serves its own HTTP API.
 *
 * @param host the address to listen on; an address beyond loopback requires that callers are authenticated
 * @param port the port; 0 means any free port; default: 8081
 * @param allowedHosts the hosts that requests may name besides those of the loopback network, normalized by {@link
 *     HostName}
 * @param requestTimeout the time limit of the headers of a request, and of its body
 * @param maxConnections the maximum number of open connections; a further connection waits until another is closed
 */
public record HttpConfig(String host, int port, Set<String> allowedHosts, Duration requestTimeout, int maxConnections) {
    static HttpConfig read(Values values, IdentityConfig identity) {
        String host = values.requiredText(Key.HTTP_HOST);
        if (!HostName.isLoopback(host) && !identity.isRequired()) {
            values.error(
                    Key.HTTP_HOST,
                    "host must be a loopback address such as 127.0.0.1, got " + host
                            + ": the API authenticates no caller,"
                            + " and each caller can run shell commands as the user that runs Landlord; set "
                            + Key.AUTH_ADMIN_KEY.path() + " or " + Key.OIDC_ISSUER.path());
        }
        int connections = values.number(Key.HTTP_MAX_CONNECTIONS);
        if (connections < 1) {
            values.error(Key.HTTP_MAX_CONNECTIONS, "max_connections must be at least 1, got " + connections);
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

    /** Includes the host to listen on, unless it means all interfaces: web pages can use that address. */
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
                        values.error(
                                Key.HTTP_ALLOWED_HOSTS,
                                "allowed_hosts must be host names or addresses without ports, with commas between"
                                        + " them, got " + text);
                    }
                    allowed.add(HostName.normalize(text));
                });
        return Set.copyOf(allowed);
    }
}
