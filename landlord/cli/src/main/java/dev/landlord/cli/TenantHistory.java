package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "history", description = "Lists the transitions of a tenant's status: time, trigger and reason.")
final class TenantHistory extends ApiCommand {
    @Mixin
    private TenantName tenant;

    TenantHistory() {}

    @Override
    public Integer call() throws IOException {
        JsonNode response = api().get(ApiPath.of("tenants", tenant.get(), "transitions"));
        show(response, out -> print(response.path("transitions"), out));
        return ExitCode.DONE;
    }

    private void print(JsonNode transitions, PrintWriter out) {
        Table table = new Table("AT", "FROM", "TO", "BY", "REASON");
        for (JsonNode transition : transitions) {
            table.row(
                    times().at(transition.path("at")),
                    transition.path("from").asText(""),
                    transition.path("to").asText(),
                    transition.path("triggered_by").asText(),
                    Text.cell(transition.path("reason").asText()));
        }
        table.print(out);
    }
}
