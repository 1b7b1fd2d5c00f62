package dev.landlord.server.http;

import dev.landlord.api.JsonRule;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Refuses query parameters that the route has not declared, and those that are given more often than declared, before the
 * request reaches the route: a misspelled filter would otherwise select everything.
 */
final class QueryGuard {
    private QueryGuard() {}

    static void addTo(Javalin app) {
        app.beforeMatched(QueryGuard::check);
    }

    private static void check(Context context) {
        QueryParameters declared = QueryParameters.of(context.routeRoles());
        // "?" and "?a=1&" have a parameter without a name.
        List<String> given = context.queryParamMap().keySet().stream()
                .filter(name -> !name.isEmpty())
                .toList();
        List<String> unknown =
                given.stream().filter(name -> !declared.names().contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new ProblemException(400, "unknown_parameter", unknown(context, unknown, declared));
        }
        for (String name : given) {
            int times = context.queryParams(name).size();
            if (times > 1 && !declared.isRepeatable(name)) {
                throw new ProblemException(
                        400,
                        "repeated_parameter",
                        "the query parameter \"" + name + "\" is given " + times + " times; give it once"
                                + (declared.isList(name) ? ", with commas between its values" : ""));
            }
        }
    }

    private static String unknown(Context context, List<String> unknown, QueryParameters declared) {
        String names =
                unknown.stream().map(name -> "\"" + JsonRule.shown(name) + "\"").collect(Collectors.joining(", "));
        return context.method() + " " + context.path() + " has no query parameter " + names + "; it has "
                + (declared.names().isEmpty() ? "none" : String.join(", ", declared.names()));
    }
}
