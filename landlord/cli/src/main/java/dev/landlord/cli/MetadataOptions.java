package dev.landlord.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options for the display name, the labels and the annotations of a tenant. */
final class MetadataOptions {
    @Option(names = "--display-name", paramLabel = "TEXT", description = "A name for people; see \"tenant rename\"")
    private String displayName;

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "A label; may be repeated")
    private Map<String, String> labels;

    @Option(names = "--annotation", paramLabel = "KEY=VALUE", description = "An annotation; may be repeated")
    private Map<String, String> annotations;

    MetadataOptions() {}

    void putInto(ObjectNode request) {
        Json.putUnlessNull(request, "display_name", displayName);
        Json.putUnlessNull(request, "labels", labels);
        Json.putUnlessNull(request, "annotations", annotations);
    }
}
