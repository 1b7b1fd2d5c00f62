package dev.landlord.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** An encoded path below the version of the API, with its query. */
record ApiPath(String text) {
    /**
     * The path of these names. Refuses an empty name, {@code .} and {@code ..}, because they would lead to another path.
     */
    static ApiPath of(String... names) {
        return new ApiPath(Arrays.stream(names).map(ApiPath::segment).collect(Collectors.joining("/", "/", "")));
    }

    /** The same path with a further query parameter, unless the value is null. */
    ApiPath with(String parameter, Object value) {
        return value == null
                ? this
                : new ApiPath(text + (text.contains("?") ? "&" : "?") + parameter + "=" + encoded(value.toString()));
    }

    /** The same path with a query parameter for each value; {@code values} may be null. */
    ApiPath withAll(String parameter, List<String> values) {
        ApiPath path = this;
        for (String value : values == null ? List.<String>of() : values) {
            path = path.with(parameter, value);
        }
        return path;
    }

    private static String segment(String name) {
        if (name.isBlank() || name.equals(".") || name.equals("..")) {
            throw CliException.badInput("\"" + name + "\": expected a name or an id");
        }
        return encoded(name);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
