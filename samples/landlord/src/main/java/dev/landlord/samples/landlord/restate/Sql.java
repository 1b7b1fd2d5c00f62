package dev.landlord.samples.landlord.restate;

import java.util.Collection;
import java.util.stream.Collectors;

/** How values stand in queries over Restate's tables, which take no parameters. */
public final class Sql {
    private Sql() {}

    /** A text, quoted, in which nothing ends the quotes. */
    public static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** Texts in parentheses, for {@code in}; there must be one. */
    public static String texts(Collection<String> values) {
        return values.stream().map(Sql::text).collect(Collectors.joining(", ", "(", ")"));
    }
}
