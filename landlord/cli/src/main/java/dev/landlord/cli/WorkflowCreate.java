package dev.landlord.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "create", description = "Stores the workflow that a YAML file defines, and registers it with Restate.")
final class WorkflowCreate extends ApiCommand {
    private static final int CREATED = 201;

    @Parameters(
            paramLabel = "WORKFLOW",
            description = "The id of the workflow: a-z, 0-9 and '-', at most 128 characters")
    private String id;

    @Option(
            names = "--definition",
            paramLabel = "FILE",
            required = true,
            description = "The definition, in YAML or JSON")
    private String definition;

    @Option(names = "--name", description = "The display name")
    private String name;

    @Option(names = "--description", paramLabel = "TEXT", description = "A description")
    private String description;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Durations.AsWritten.class,
            description = "The time limit of an execution, such as 30m")
    private String timeout;

    @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "A tag; may be repeated")
    private Map<String, String> tags;

    WorkflowCreate() {}

    @Override
    public Integer call() throws IOException {
        ObjectNode request = Json.object().put("workflow_id", id);
        Json.putUnlessNull(request, "name", name);
        Json.putUnlessNull(request, "description", description);
        request.set("definition", Yaml.object(InputFile.named(definition, directory())));
        Json.putUnlessNull(request, "timeout", timeout);
        Json.putUnlessNull(request, "tags", tags);
        ApiResponse response = api().send("POST", ApiPath.of("workflows"), request);
        String result = response.status() == CREATED ? "created workflow " : "already exists unchanged: workflow ";
        String service = response.body().path("service_name").asText();
        show(response.body(), out -> {
            out.println(result + id + ", service " + Text.oneLine(service));
            if (!response.body().path("registered").asBoolean()) {
                out.println("Restate has not registered it yet; see: landlord workflow show " + Text.quoted(id));
            }
        });
        return ExitCode.DONE;
    }
}
