package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = {
            "Lists changes and decisions, newest first.",
            "--output json shows the requests, and the objects before and after."
        })
final class AuditList extends ApiCommand {
    @Mixin
    private AuditFilterOptions filter;

    @Mixin
    private PageOptions page;

    AuditList() {}

    @Override
    public Integer call() throws IOException {
        JsonNode response = api().get(page.addTo(filter.addTo(ApiPath.of("audit"))));
        show(response, out -> print(response, out));
        return ExitCode.DONE;
    }

    private void print(JsonNode response, PrintWriter out) {
        JsonNode entries = response.path("entries");
        if (response.path("total").asInt() == 0) {
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
        page.printRest(response, entries.size(), "entries", out);
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
