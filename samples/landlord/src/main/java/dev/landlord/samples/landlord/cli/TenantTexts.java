package dev.landlord.samples.landlord.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import picocli.CommandLine.Option;

/** Labels and annotations. */
final class TenantTexts {
    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "To find it by; may be repeated")
    private Map<String, String> labels;

    @Option(names = "--annotation", paramLabel = "KEY=VALUE", description = "A note on it; may be repeated")
    private Map<String, String> annotations;

    TenantTexts() {}

    void putInto(ObjectNode request) {
        Json.putUnlessNull(request, "labels", labels);
        Json.putUnlessNull(request, "annotations", annotations);
    }
}
