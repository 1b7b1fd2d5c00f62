package dev.landlord.server.http;

import io.javalin.security.RouteRole;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The query parameters of a route, which the route declares once, where it is registered, next to its {@link Access}. A
 * route without a declaration has none. {@link QueryGuard} refuses all others, so a route cannot read a parameter that it
 * has not declared.
 */
final class QueryParameters implements RouteRole {
    /** How often a parameter may be given. */
    private enum Kind {
        ONCE,
        /** Once, with commas between its values. */
        LIST,
        REPEATABLE
    }

    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    private QueryParameters() {}

    /** A route without parameters. */
    static QueryParameters none() {
        return new QueryParameters();
    }

    /** Adds parameters that may be given once, with one value. */
    QueryParameters once(String... names) {
        return with(Kind.ONCE, names);
    }

    /** Adds parameters that may be given once, with commas between their values. */
    QueryParameters list(String... names) {
        return with(Kind.LIST, names);
    }

    /** Adds parameters that may be given several times. */
    QueryParameters repeatable(String... names) {
        return with(Kind.REPEATABLE, names);
    }

    /** The declaration among the roles of a route. */
    static QueryParameters of(Set<RouteRole> roles) {
        return roles.stream()
                .filter(QueryParameters.class::isInstance)
                .map(QueryParameters.class::cast)
                .findFirst()
                .orElseGet(QueryParameters::none);
    }

    private QueryParameters with(Kind kind, String... names) {
        for (String name : names) {
            kinds.put(name, kind);
        }
        return this;
    }

    Set<String> names() {
        return kinds.keySet();
    }

    boolean isRepeatable(String name) {
        return kinds.get(name) == Kind.REPEATABLE;
    }

    boolean isList(String name) {
        return kinds.get(name) == Kind.LIST;
    }
}
