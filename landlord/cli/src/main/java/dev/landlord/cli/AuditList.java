package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = {
            "Lists changes and decisions, newest first.",
            "--output json shows the requests, and the objects before and after."
        })
final class AuditList extends ApiCommand {
    @Mixin
    private AuditFilterOptions filter;

    @Option(names = "--limit", paramLabel = "N", description = "The maximum number of entries. Default: 50")
    private Integer limit;

    @Option(names = "--offset", paramLabel = "N", description = "The number of entries to skip. Default: 0")
    private Integer offset;

    AuditList() {}

    @Override
    public Integer call() throws IOException {
        ApiPath path = filter.addTo(ApiPath.of("audit")).with("limit", limit).with("offset", offset);
        JsonNode response = api().get(path);
        show(response, out -> print(response, out));
        return ExitCode.DONE;
    }

    private void print(JsonNode response, PrintWriter out) {
        JsonNode entries = response.path("entries");
        int total = response.path("total").asInt();
        if (total == 0) {
            out.println("no entries");
        }
        if (!entries.isEmpty()) {
            Table table = new Table("AT", "ACTOR", "FROM", "ACTION", "TARGET", "RESULT");
            for (JsonNode entry : entries) {
                table.row(
                        times().at(entry.path("at")),
                        entry.path("actor").asText(),
                        entry.path("remote").asText(""),
                        entry.path("action").asText(),
                        entry.path("target").asText(),
                        Text.cell(result(entry)));
            }
            table.print(out);
        }
        if (entries.size() < total) {
            out.println(entries.size() + " of " + total + " entries; --offset and --limit show the others");
        }
    }

    private static String result(JsonNode entry) {
        if (!entry.has("completed_at")) {
            return "unknown";
        }
        if (entry.has("code")) {
            return entry.path("status").asText() + " " + entry.path("code").asText();
        }
        JsonNode after = entry.path("after");
        String state = after.path("outcome").asText(after.path("status").asText(""));
        return state.isEmpty() ? "done" : state;
    }
}
