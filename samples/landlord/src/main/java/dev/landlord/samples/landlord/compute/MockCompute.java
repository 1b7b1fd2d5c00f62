package dev.landlord.samples.landlord.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restate.sdk.common.TerminalException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tenants that are only noted down: in memory, or in files that several processes share. Its {@code
 * desired_config} can make it slow and make it fail; any other field is kept as it is.
 *
 * <p>A note also lists, as {@code effects}, what has ever been made, changed and removed, in that order. What is asked
 * for again and is so already has no effect: what is listed twice was done twice.
 */
public final class MockCompute implements ComputeProvider {
    private static final List<String> RESOURCES = List.of("directory", "database", "page");
    private static final List<ConfigField> CONFIG = List.of(
            ConfigField.optional(
                    "resources", ConfigField.Type.STRINGS, String.join(", ", RESOURCES), "What a tenant is made of"),
            ConfigField.optional(
                    "fail_at", ConfigField.Type.STRING, null, "The resource that cannot be made or changed"),
            ConfigField.optional("fail_times", ConfigField.Type.INTEGER, "every time", "How many attempts at it fail"),
            ConfigField.optional(
                    "fail_for_good", ConfigField.Type.BOOLEAN, "false", "Whether it is not worth another try"),
            ConfigField.optional(
                    "fail_after_effect", ConfigField.Type.BOOLEAN, "false", "Whether it is made although it fails"),
            ConfigField.optional(
                    "fail_removal_of", ConfigField.Type.STRING, null, "The resource that can never be removed"),
            ConfigField.optional("delay", ConfigField.Type.DURATION, "none", "How long each operation takes"));

    private final MockNotes notes;

    private MockCompute(MockNotes notes) {
        this.notes = notes;
    }

    /** A mock that forgets everything with this process. */
    public static MockCompute inMemory() {
        return new MockCompute(new MemoryNotes());
    }

    /** A mock that keeps a file for each tenant in {@code folder}, which is made if need be. */
    public static MockCompute in(Path folder) {
        return new MockCompute(new FileNotes(folder));
    }

    @Override
    public String name() {
        return "mock";
    }

    @Override
    public String description() {
        return "Tenants that are only noted down; fails and dawdles as its configuration says";
    }

    @Override
    public List<ConfigField> config() {
        return CONFIG;
    }

    @Override
    public List<FieldProblem> problems(JsonNode desiredConfig) {
        return ConfigField.problems(CONFIG, desiredConfig);
    }

    @Override
    public Optional<String> nameProblem(String tenant) {
        return notes.nameProblem(tenant);
    }

    @Override
    public List<String> resources(JsonNode desiredConfig) {
        if (!desiredConfig.has("resources")) {
            return RESOURCES;
        }
        List<String> resources = new ArrayList<>();
        desiredConfig.get("resources").forEach(resource -> resources.add(resource.asText()));
        return resources;
    }

    @Override
    public JsonNode create(String resource, TenantSpec tenant, String claim) throws IOException {
        dawdle(tenant);
        boolean fails = notes.change(tenant.name(), note -> isDueToFail(note, resource, tenant.desiredConfig()));
        if (!fails || tenant.desiredConfig().path("fail_after_effect").asBoolean()) {
            notes.change(tenant.name(), note -> put(note, resource, tenant, claim));
        }
        if (fails) {
            throw failure(resource, tenant.desiredConfig());
        }
        return observed(resource, tenant);
    }

    @Override
    public JsonNode update(String resource, TenantSpec tenant, String claim) throws IOException {
        return create(resource, tenant, claim);
    }

    @Override
    public void remove(String resource, TenantSpec tenant, String claim) throws IOException {
        dawdle(tenant);
        if (tenant.desiredConfig().path("fail_removal_of").asText().equals(resource)) {
            throw new TerminalException("the mock was told to keep \"" + resource + "\"");
        }
        notes.change(tenant.name(), note -> take(note, resource, claim));
    }

    @Override
    public Optional<TenantPresence> status(String tenant) throws IOException {
        ObjectNode note = notes.read(tenant);
        if (resources(note).isEmpty()) {
            return Optional.empty();
        }
        Map<String, JsonNode> observed = new LinkedHashMap<>();
        resources(note).properties().forEach(entry -> observed.put(entry.getKey(), entry.getValue()));
        return Optional.of(new TenantPresence(note.path("claim").asText(), observed));
    }

    private static IOException failure(String resource, JsonNode config) {
        String message = "the mock was told to fail at \"" + resource + "\"";
        if (config.path("fail_for_good").asBoolean()) {
            throw new TerminalException(message);
        }
        return new IOException(message);
    }

    private static boolean isDueToFail(ObjectNode note, String resource, JsonNode config) {
        if (!config.path("fail_at").asText().equals(resource)) {
            return false;
        }
        ObjectNode failures = note.withObject("/failures");
        int before = failures.path(resource).asInt();
        failures.put(resource, before + 1);
        return before < config.path("fail_times").asInt(Integer.MAX_VALUE);
    }

    private static boolean put(ObjectNode note, String resource, TenantSpec tenant, String claim) {
        if (!resources(note).isEmpty() && !isOf(note, claim)) {
            throw new TerminalException(
                    409, "tenant \"" + tenant.name() + "\" belongs to somebody else; choose another name");
        }
        note.put("claim", claim);
        JsonNode made = observed(resource, tenant);
        JsonNode before = resources(note).replace(resource, made);
        if (!made.equals(before)) {
            effects(note).add((before == null ? "made " : "changed ") + resource);
        }
        return true;
    }

    private static boolean take(ObjectNode note, String resource, String claim) {
        boolean isThere = isOf(note, claim) && resources(note).remove(resource) != null;
        if (isThere) {
            effects(note).add("removed " + resource);
        }
        return isThere;
    }

    private static boolean isOf(ObjectNode note, String claim) {
        return note.path("claim").asText().equals(claim);
    }

    private static ObjectNode resources(ObjectNode note) {
        return note.withObject("/resources");
    }

    private static ArrayNode effects(ObjectNode note) {
        return note.withArray("/effects");
    }

    private static ObjectNode observed(String resource, TenantSpec tenant) {
        ObjectNode observed = MockNotes.JSON.createObjectNode();
        if (resource.equals("page")) {
            observed.put("url", "http://" + tenant.name() + ".example/");
        }
        return observed.set("config", tenant.desiredConfig());
    }

    private static void dawdle(TenantSpec tenant) throws IOException {
        String delay = tenant.desiredConfig().path("delay").asText();
        if (delay.isEmpty()) {
            return;
        }
        try {
            Thread.sleep(duration(delay).toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted during the delay of the mock");
        }
    }

    private static Duration duration(String text) {
        return Duration.parse(
                text.endsWith("ms")
                        ? "PT" + Long.parseLong(text.substring(0, text.length() - 2)) / 1000.0 + "S"
                        : "PT" + text);
    }
}
