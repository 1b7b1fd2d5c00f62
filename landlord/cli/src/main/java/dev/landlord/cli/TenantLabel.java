package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "label", description = "Sets and removes labels of a tenant; the others stay.")
final class TenantLabel extends ApiCommand {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The tenant's name or id")
    private String tenant;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "KEY=VALUE|KEY-",
            description = "KEY=VALUE sets a label, and KEY- removes it.")
    private List<String> changes;

    TenantLabel() {}

    @Override
    public Integer call() throws IOException {
        ObjectNode labels = Json.object();
        changes.forEach(change -> put(change, labels));
        ObjectNode request = Json.object();
        request.set("labels", labels);
        JsonNode response =
                api().send("PATCH", ApiPath.of("tenants", tenant), request).body();
        show(
                response,
                out -> out.println(
                        response.path("name").asText() + " has " + shown(Secrets.hidden(response.path("labels")))));
        return ExitCode.DONE;
    }

    private static void put(String change, ObjectNode labels) {
        int end = change.indexOf('=');
        boolean isRemoval = end < 0 && change.endsWith("-");
        String key = end >= 0 ? change.substring(0, end) : change.substring(0, change.length() - (isRemoval ? 1 : 0));
        if (key.isBlank() || end < 0 && !isRemoval) {
            throw CliException.badInput("\"" + change + "\": expected KEY=VALUE to set a label, or KEY- to remove one");
        }
        if (labels.has(key)) {
            throw CliException.badInput("\"" + change + "\": the label " + key + " is given twice; give it once");
        }
        labels.put(key, isRemoval ? null : change.substring(end + 1));
    }

    private static String shown(JsonNode labels) {
        return labels.isEmpty()
                ? "no labels"
                : "the labels "
                        + labels.properties().stream()
                                .map(TenantLabel::shown)
                                .map(Text::oneLine)
                                .collect(Collectors.joining(", "));
    }

    private static String shown(Map.Entry<String, JsonNode> label) {
        return label.getKey() + "=" + label.getValue().asText();
    }
}
