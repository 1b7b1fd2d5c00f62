package dev.landlord.server.restate;

import java.util.Collection;
import java.util.stream.Collectors;

/** Quotes values in queries over Restate's tables, because these queries have no parameters. */
public final class Sql {
    private Sql() {}

    /** A quoted text; quotes in the value are escaped. */
    public static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** Quoted texts in parentheses, for {@code in}. At least one is required. */
    public static String texts(Collection<String> values) {
        return values.stream().map(Sql::text).collect(Collectors.joining(", ", "(", ")"));
    }
}
