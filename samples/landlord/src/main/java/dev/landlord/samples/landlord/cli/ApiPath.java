package dev.landlord.samples.landlord.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A path below the version, with its query, fit for a URL. */
record ApiPath(String text) {
    /**
     * The path of these names. One that is empty, {@code .} or {@code ..} is refused, for it would be another path.
     */
    static ApiPath of(String... names) {
        return new ApiPath(Arrays.stream(names).map(ApiPath::segment).collect(Collectors.joining("/", "/", "")));
    }

    /** The same path with one more parameter, unless the value is null. */
    ApiPath with(String parameter, Object value) {
        return value == null
                ? this
                : new ApiPath(text + (text.contains("?") ? "&" : "?") + parameter + "=" + encoded(value.toString()));
    }

    private static String segment(String name) {
        if (name.isBlank() || name.equals(".") || name.equals("..")) {
            throw Complaint.badInput("\"" + name + "\": expected a name or an id");
        }
        return encoded(name);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
