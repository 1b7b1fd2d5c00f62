package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options that select a page of a list. */
final class PageOptions {
    @Option(names = "--limit", paramLabel = "N", description = "The maximum number of rows. Default: 50")
    private Integer limit;

    @Option(names = "--offset", paramLabel = "N", description = "The number of rows to skip. Default: 0")
    private Integer offset;

    PageOptions() {}

    ApiPath addTo(ApiPath path) {
        return path.with("limit", limit).with("offset", offset);
    }

    /**
     * Prints a line if more rows exist than the page shows.
     *
     * @param things the rows, such as {@code tenants}
     */
    void printRest(JsonNode response, int shown, String things, PrintWriter out) {
        long total = response.path("total").asLong();
        long skipped = response.path("offset").asLong();
        if (shown == 0 && total > 0) {
            out.println("none of " + number(total) + " " + things + " at --offset " + skipped);
        } else if (skipped + shown < total) {
            out.println(number(shown) + " of " + number(total) + " " + things + "; --offset " + (skipped + shown)
                    + " shows the next");
        }
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
