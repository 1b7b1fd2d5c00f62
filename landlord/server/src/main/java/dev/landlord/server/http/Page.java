package dev.landlord.server.http;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page of a list that a request asks for. */
record Page(int offset, int limit) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 1_000;

    /** The parameters that {@link #of} reads. */
    static QueryParameters parameters() {
        return QueryParameters.none().once("limit", "offset");
    }

    static Page of(Context context) {
        return new Page(
                Query.number(context, "offset", 0, Integer.MAX_VALUE).orElse(0),
                Query.number(context, "limit", 1, MAX_LIMIT).orElse(DEFAULT_LIMIT));
    }

    /** The items on this page. */
    <T> List<T> of(List<T> all) {
        return all.stream().skip(offset).limit(limit).toList();
    }

    /** Sends the items on this page, and the number of items on all pages. */
    void send(Context context, String name, List<?> items, long total) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put(name, items);
        response.put("total", total);
        response.put("limit", limit);
        response.put("offset", offset);
        Responses.send(context, 200, response);
    }
}
