package dev.landlord.server.http;

import dev.landlord.server.config.HostName;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses the requests that a foreign web page can make the browser of an operator send, before they reach a route:
 *
 * <ul>
 *   <li>{@code Host} must name the loopback network or a configured host, so that a name which an attacker points to this
 *       machine (DNS rebinding) reads nothing;
 *   <li>{@code Origin} must be absent, as it is from every client but a browser, or be the address of this API;
 *   <li>a body must be JSON, which a page of another origin cannot send without a preflight request.
 * </ul>
 */
final class RequestGuard {
    private static final Pattern AUTHORITY =
            Pattern.compile("(?<host>\\[[0-9a-f:.]+]|[a-z0-9._-]+)(:(?<port>\\d{1,5}))?");
    private static final Pattern ORIGIN = Pattern.compile("(?<scheme>https?)://(?<authority>.+)");
    private static final Pattern CHARSET = Pattern.compile("charset\\s*=.*");
    private static final Pattern UTF_8 = Pattern.compile("charset\\s*=\\s*\"?utf-8\"?");
    private static final String JSON = "application/json";
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final Set<String> allowedHosts;

    /** @param allowedHosts besides those of the loopback network; normalized by {@link HostName} */
    RequestGuard(Set<String> allowedHosts) {
        this.allowedHosts = allowedHosts;
    }

    /** @throws ProblemException with 403 or 415 */
    void check(Context context) {
        HttpServletRequest request = context.req();
        Matcher host = requireHost(request);
        for (String origin : headers(request, "Origin")) {
            requireSameOrigin(origin, host);
        }
        if (hasBody(request)) {
            requireJson(request);
        }
    }

    private Matcher requireHost(HttpServletRequest request) {
        List<String> hosts = headers(request, "Host");
        Matcher host = AUTHORITY.matcher(hosts.size() == 1 ? lowerCase(hosts.get(0)) : "");
        // The server name is that of the request line, if the request line has one.
        if (!host.matches() || !isAllowed(host.group("host")) || !isAllowed(request.getServerName())) {
            throw new ProblemException(
                    403,
                    "host_not_allowed",
                    "the request is for host " + (hosts.isEmpty() ? "(none)" : String.join(", ", hosts))
                            + "; expected localhost, a loopback address or a host of http.allowed_hosts");
        }
        return host;
    }

    private boolean isAllowed(String host) {
        return HostName.isLoopback(host) || allowedHosts.contains(HostName.normalize(host));
    }

    private static void requireSameOrigin(String header, Matcher host) {
        Matcher origin = ORIGIN.matcher(lowerCase(header));
        if (origin.matches()) {
            Matcher from = AUTHORITY.matcher(origin.group("authority"));
            int usual = origin.group("scheme").equals("https") ? 443 : 80;
            if (from.matches()
                    && HostName.normalize(from.group("host")).equals(HostName.normalize(host.group("host")))
                    && port(from, usual) == port(host, usual)) {
                return;
            }
        }
        throw new ProblemException(
                403,
                "origin_not_allowed",
                "the request comes from a web page of origin " + header
                        + "; only pages of this address may use the API");
    }

    private static int port(Matcher authority, int usual) {
        String port = authority.group("port");
        return port == null ? usual : Integer.parseInt(port);
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    private static void requireJson(HttpServletRequest request) {
        List<String> types = headers(request, "Content-Type");
        boolean isPatch = request.getMethod().equals("PATCH");
        if (types.size() != 1 || !isJson(lowerCase(types.get(0)), isPatch)) {
            throw new ProblemException(
                    415,
                    "unsupported_media_type",
                    "the content type of the body is " + (types.isEmpty() ? "not given" : String.join(", ", types))
                            + "; expected " + JSON + (isPatch ? " or " + MERGE_PATCH : "") + " in UTF-8");
        }
    }

    private static boolean isJson(String contentType, boolean isPatch) {
        String[] parts = contentType.split(";");
        String type = parts[0].strip();
        if (!type.equals(JSON) && !(isPatch && type.equals(MERGE_PATCH))) {
            return false;
        }
        for (int index = 1; index < parts.length; index++) {
            String parameter = parts[index].strip();
            if (CHARSET.matcher(parameter).matches()
                    && !UTF_8.matcher(parameter).matches()) {
                return false;
            }
        }
        return true;
    }

    private static List<String> headers(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name));
    }

    private static String lowerCase(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
