package dev.landlord.server.config;

import java.net.URI;
import java.net.URISyntaxException;

/** Parses and builds http and https URLs. */
final class HttpUrl {
    private HttpUrl() {}

    /** @throws IllegalArgumentException if {@code text} is not such a URL; the message names {@code field} */
    static URI parse(String field, String text) {
        int colon = text.indexOf("://");
        if (colon <= 0) {
            throw new IllegalArgumentException(
                    "invalid " + field + " URL: " + field + " must include scheme (http or https)");
        }
        String scheme = text.substring(0, colon);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException(field + " scheme must be http or https, got " + scheme);
        }
        if (text.substring(colon + 3).matches("([/?#:].*)?")) {
            throw new IllegalArgumentException(field + " must include host");
        }
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("invalid " + field + " URL: " + malformed.getReason(), malformed);
        }
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException(field + " must not contain a user or a password; use auth_type");
        }
        if (url.getHost() == null || url.getPort() > 65_535) {
            throw new IllegalArgumentException("invalid " + field + " URL: not a host and a port");
        }
        return url;
    }

    /** The URL of a server that listens on {@code address}; loopback if that means all interfaces. */
    static URI of(String address, int port) {
        String host = isWildcard(address) ? "127.0.0.1" : HostName.normalize(address);
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }

    static boolean isWildcard(String address) {
        return HostName.isWildcard(address);
    }
}
