package dev.landlord.server.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Host names and IP addresses in the notations of the configuration, of URLs and of the {@code Host} header. */
public final class HostName {
    private static final Pattern IPV4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9._-]{0,252}[a-z0-9_])?");

    private HostName() {}

    /** The normal form of a host: lower case, no brackets around an IPv6 address, no dot at the end of a name. */
    public static String normalize(String host) {
        String text = host.toLowerCase(Locale.ROOT);
        if (text.startsWith("[") && text.endsWith("]")) {
            return text.substring(1, text.length() - 1);
        }
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /** Whether {@code host} is a host name or an IP address, without a port. */
    static boolean isHost(String host) {
        String name = normalize(host);
        return NAME.matcher(name).matches() || isLiteral(name);
    }

    /**
     * Whether {@code host} always means this machine: {@code localhost} or an address of the loopback network. Does not
     * resolve other names, because a later lookup could return another address.
     */
    public static boolean isLoopback(String host) {
        String name = normalize(host);
        return name.equals("localhost") || isLiteral(name) && address(name).isLoopbackAddress();
    }

    /** Whether {@code host} is the address of all interfaces, such as {@code 0.0.0.0}. */
    static boolean isWildcard(String host) {
        String name = normalize(host);
        return isLiteral(name) && address(name).isAnyLocalAddress();
    }

    private static boolean isLiteral(String name) {
        if (!IPV4.matcher(name).matches() && !IPV6.matcher(name).matches()) {
            return false;
        }
        try {
            return InetAddress.getByName(bracketed(name)) != null;
        } catch (UnknownHostException malformed) {
            return false;
        }
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(bracketed(literal));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Because of the brackets, Java does not resolve a text that is not an IPv6 address. */
    private static String bracketed(String literal) {
        return literal.contains(":") ? "[" + literal + "]" : literal;
    }
}
