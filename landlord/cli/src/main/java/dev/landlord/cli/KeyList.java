package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "list", description = "Lists the API keys: their users and roles, not the keys themselves.")
final class KeyList extends ApiCommand {
    KeyList() {}

    @Override
    public Integer call() throws IOException {
        JsonNode response = api().get(ApiPath.of("keys"));
        show(response, out -> print(response.path("keys"), out));
        return ExitCode.DONE;
    }

    private void print(JsonNode keys, PrintWriter out) {
        if (keys.isEmpty()) {
            out.println("no keys; create one with: landlord key create NAME --role ROLE");
            return;
        }
        Table table = new Table("NAME", "ROLES", "CREATED", "BY");
        for (JsonNode key : keys) {
            List<String> roles = new ArrayList<>();
            key.path("roles").forEach(role -> roles.add(role.asText()));
            table.row(
                    key.path("name").asText(),
                    String.join(", ", roles),
                    times().at(key.path("created_at")),
                    key.path("created_by").asText());
        }
        table.print(out);
    }
}
