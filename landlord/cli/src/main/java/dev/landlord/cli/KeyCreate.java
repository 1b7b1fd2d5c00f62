package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description = {
            "Creates an API key, and prints it.",
            "The key is not shown again: Landlord keeps a hash of it.",
            "Its user sets it as " + ApiCredential.VARIABLE + ", or as api_key in landlord-cli.yaml."
        })
final class KeyCreate extends ApiCommand {
    @Parameters(
            paramLabel = "NAME",
            description = "The name of the user, who is the actor of what is done with the key")
    private String name;

    @Option(
            names = "--role",
            required = true,
            split = ",",
            paramLabel = "ROLE",
            description =
                    "viewer (reads), operator (changes tenants, starts and cancels executions), approver (decides on"
                            + " approvals) or admin (everything; alone defines workflows and manages keys). May be repeated.")
    private List<String> roles;

    KeyCreate() {}

    @Override
    public Integer call() throws IOException {
        ObjectNode request = Json.object().put("name", name);
        ArrayNode words = request.putArray("roles");
        roles.forEach(words::add);
        JsonNode created = api().sendOnce("POST", ApiPath.of("keys"), request).body();
        show(created, out -> out.println(Text.oneLine(created.path("key").asText())));
        return ExitCode.DONE;
    }
}
