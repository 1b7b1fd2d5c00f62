package dev.landlord.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options for the labels and annotations of a tenant. */
final class MetadataOptions {
    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "A label; may be repeated")
    private Map<String, String> labels;

    @Option(names = "--annotation", paramLabel = "KEY=VALUE", description = "An annotation; may be repeated")
    private Map<String, String> annotations;

    MetadataOptions() {}

    void putInto(ObjectNode request) {
        Json.putUnlessNull(request, "labels", labels);
        Json.putUnlessNull(request, "annotations", annotations);
    }
}
