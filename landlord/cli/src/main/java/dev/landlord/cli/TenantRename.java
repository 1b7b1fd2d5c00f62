package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "rename",
        description = {
            "Changes the display name of a tenant.",
            "The tenant's name, by which commands and its resources refer to it, does not change."
        })
final class TenantRename extends ApiCommand {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The tenant's name or id")
    private String tenant;

    @Parameters(index = "1", paramLabel = "DISPLAY-NAME", description = "The display name; \"\" removes it.")
    private String displayName;

    TenantRename() {}

    @Override
    public Integer call() throws IOException {
        ObjectNode request = Json.object().put("display_name", displayName.isEmpty() ? null : displayName);
        JsonNode response =
                api().send("PATCH", ApiPath.of("tenants", tenant), request).body();
        show(response, out -> out.println(Text.oneLine(line(response))));
        return ExitCode.DONE;
    }

    private static String line(JsonNode tenant) {
        String name = tenant.path("name").asText();
        return tenant.hasNonNull("display_name")
                ? name + " has the display name " + tenant.get("display_name").asText()
                : name + " has no display name";
    }
}
