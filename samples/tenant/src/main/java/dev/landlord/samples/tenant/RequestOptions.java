package dev.landlord.samples.tenant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options for the request, from a file or from the command line. */
final class RequestOptions {
    private static final Set<String> FIELDS = Set.of("tenant", "owner", "plan");

    @Parameters(arity = "0..1", paramLabel = "TENANT", description = "The tenant's name: a-z, 0-9 and '-'")
    private String tenant;

    @Option(names = "--owner", paramLabel = "MAIL", description = "The mail address of the owner")
    private String owner;

    @Option(names = "--plan", description = "small, medium or large. Default: small")
    private String plan;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Read the request from a JSON file: {\"tenant\": …, \"owner\": …, \"plan\": …}")
    private Path file;

    RequestOptions() {}

    /** The valid request. */
    ProvisionRequest request() throws IOException {
        ProvisionRequest request = file == null ? fromOptions() : fromFile();
        String problem = request.problem();
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        return request;
    }

    private ProvisionRequest fromOptions() {
        if (tenant == null || owner == null) {
            throw new IllegalArgumentException(
                    "expected a tenant and its owner, such as: provision acme --owner owner@acme.example;"
                            + " or --file request.json");
        }
        return new ProvisionRequest(tenant, owner, plan == null ? "small" : plan);
    }

    private ProvisionRequest fromFile() throws IOException {
        if (tenant != null || owner != null || plan != null) {
            throw new IllegalArgumentException("expected either --file or a tenant with its options, found both");
        }
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IllegalArgumentException("cannot read " + file + ": expected a JSON file");
        }
        JsonNode json = parse();
        if (!json.isObject()) {
            throw new IllegalArgumentException(
                    file + ": expected a JSON object, found " + (json.isMissingNode() ? "nothing" : json));
        }
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException(
                        file + ": unknown field \"" + name + "\"; expected tenant, owner and plan");
            }
        }
        return new ProvisionRequest(text(json, "tenant", null), text(json, "owner", null), text(json, "plan", "small"));
    }

    private JsonNode parse() throws IOException {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(
                    file + ": expected JSON, found at line "
                            + malformed.getLocation().getLineNr() + ": " + malformed.getOriginalMessage(),
                    malformed);
        }
    }

    private String text(JsonNode json, String field, String otherwise) {
        JsonNode value = json.get(field);
        if (value == null && otherwise != null) {
            return otherwise;
        }
        if (value == null) {
            throw new IllegalArgumentException(file + ": missing field \"" + field + "\"");
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException(file + ": field \"" + field + "\": expected a string, found " + value);
        }
        return value.asText();
    }
}
