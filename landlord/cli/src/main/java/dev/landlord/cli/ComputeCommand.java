package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "compute", description = "Lists the compute providers, or shows one with its configuration.")
final class ComputeCommand extends ApiCommand {
    @Option(names = "--provider", paramLabel = "NAME", description = "Show this compute provider and its configuration")
    private String provider;

    ComputeCommand() {}

    @Override
    public Integer call() throws IOException {
        if (provider == null) {
            JsonNode response = api().get(ApiPath.of("compute-providers"));
            show(response, out -> printAll(response.path("compute_providers"), out));
        } else {
            JsonNode response = api().get(ApiPath.of("compute-providers", provider));
            show(response, out -> print(response, out));
        }
        return ExitCode.DONE;
    }

    private static void printAll(JsonNode providers, PrintWriter out) {
        Table table = new Table("PROVIDER", "DEFAULT", "DESCRIPTION");
        for (JsonNode provider : providers) {
            table.row(provider.path("name").asText(), yesOrNo(provider.path("default")), description(provider));
        }
        table.print(out);
    }

    private static void print(JsonNode provider, PrintWriter out) {
        new Fields()
                .add("provider", provider.path("name").asText())
                .add("default", yesOrNo(provider.path("default")))
                .add("description", provider.path("description").asText())
                .print(out);
        if (provider.path("config").isEmpty()) {
            return;
        }
        Table table = new Table("FIELD", "TYPE", "REQUIRED", "DEFAULT", "DESCRIPTION");
        for (JsonNode field : provider.path("config")) {
            table.row(
                    field.path("field").asText(),
                    field.path("type").asText(),
                    yesOrNo(field.path("required")),
                    field.path("default").isContainerNode()
                            ? field.get("default").toString()
                            : field.path("default").asText(),
                    description(field));
        }
        out.println();
        table.print(out);
    }

    private static String description(JsonNode object) {
        return Text.cell(object.path("description").asText());
    }

    private static String yesOrNo(JsonNode value) {
        return value.asBoolean() ? "yes" : "no";
    }
}
