package dev.landlord.server.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landlord.api.FieldError;
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
 * Simulated tenants: their state is in memory, or in files that several processes share. Fields of {@code desired_config}
 * delay operations and let them fail; the mock stores all other fields.
 *
 * <p>The state also contains {@code effects}: the list of all resources that were ever created, changed and removed, in
 * order. A repeated operation without an effect is not listed, so an entry that occurs twice was carried out twice.
 */
public final class MockCompute implements ComputeProvider {
    private static final List<String> RESOURCES = List.of("directory", "database", "page");
    private static final List<ConfigField> CONFIG = List.of(
            ConfigField.optional(
                    "resources", ConfigField.Type.STRINGS, String.join(", ", RESOURCES), "The resources of a tenant"),
            ConfigField.optional(
                    "fail_at", ConfigField.Type.STRING, null, "The resource whose creation and update fail"),
            ConfigField.optional("fail_times", ConfigField.Type.INTEGER, "every time", "How many attempts fail"),
            ConfigField.optional(
                    "fail_for_good",
                    ConfigField.Type.BOOLEAN,
                    "false",
                    "Whether the failure is terminal, so that it is not retried"),
            ConfigField.optional(
                    "fail_after_effect",
                    ConfigField.Type.BOOLEAN,
                    "false",
                    "Whether the resource is created although the attempt fails"),
            ConfigField.optional("fail_removal_of", ConfigField.Type.STRING, null, "The resource whose removal fails"),
            ConfigField.optional("delay", ConfigField.Type.DURATION, "none", "How long each operation takes"));

    private final MockStore store;

    private MockCompute(MockStore store) {
        this.store = store;
    }

    /** A mock whose state is in the memory of this process. */
    public static MockCompute inMemory() {
        return new MockCompute(new MemoryMockStore());
    }

    /** A mock whose state is in one file per tenant in {@code folder}, which it creates if necessary. */
    public static MockCompute in(Path folder) {
        return new MockCompute(new FileMockStore(folder));
    }

    @Override
    public String name() {
        return "mock";
    }

    @Override
    public String description() {
        return "Simulated tenants; the configuration can add delays and failures";
    }

    @Override
    public List<ConfigField> config() {
        return CONFIG;
    }

    @Override
    public List<FieldError> errors(JsonNode desiredConfig) {
        return ConfigField.errors(CONFIG, desiredConfig);
    }

    @Override
    public Optional<String> nameError(String tenant) {
        return store.nameError(tenant);
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
        delay(tenant);
        boolean fails = store.change(tenant.name(), state -> isDueToFail(state, resource, tenant.desiredConfig()));
        if (!fails || tenant.desiredConfig().path("fail_after_effect").asBoolean()) {
            store.change(tenant.name(), state -> put(state, resource, tenant, claim));
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
        delay(tenant);
        if (tenant.desiredConfig().path("fail_removal_of").asText().equals(resource)) {
            throw new TerminalException("the mock is configured to keep \"" + resource + "\"");
        }
        store.change(tenant.name(), state -> take(state, resource, claim));
    }

    @Override
    public Optional<ObservedTenant> status(String tenant) throws IOException {
        ObjectNode state = store.read(tenant);
        if (resources(state).isEmpty()) {
            return Optional.empty();
        }
        Map<String, JsonNode> observed = new LinkedHashMap<>();
        resources(state).properties().forEach(entry -> observed.put(entry.getKey(), entry.getValue()));
        return Optional.of(new ObservedTenant(state.path("claim").asText(), observed));
    }

    private static IOException failure(String resource, JsonNode config) {
        String message = "the mock is configured to fail at \"" + resource + "\"";
        if (config.path("fail_for_good").asBoolean()) {
            throw new TerminalException(message);
        }
        return new IOException(message);
    }

    private static boolean isDueToFail(ObjectNode state, String resource, JsonNode config) {
        if (!config.path("fail_at").asText().equals(resource)) {
            return false;
        }
        ObjectNode failures = state.withObject("/failures");
        int before = failures.path(resource).asInt();
        failures.put(resource, before + 1);
        return before < config.path("fail_times").asInt(Integer.MAX_VALUE);
    }

    private static boolean put(ObjectNode state, String resource, TenantSpec tenant, String claim) {
        if (!resources(state).isEmpty() && !hasClaim(state, claim)) {
            throw new TerminalException(
                    409, "tenant \"" + tenant.name() + "\" belongs to another owner; choose another name");
        }
        state.put("claim", claim);
        JsonNode made = observed(resource, tenant);
        JsonNode before = resources(state).replace(resource, made);
        if (!made.equals(before)) {
            effects(state).add((before == null ? "made " : "changed ") + resource);
        }
        return true;
    }

    private static boolean take(ObjectNode state, String resource, String claim) {
        boolean isThere = hasClaim(state, claim) && resources(state).remove(resource) != null;
        if (isThere) {
            effects(state).add("removed " + resource);
        }
        return isThere;
    }

    private static boolean hasClaim(ObjectNode state, String claim) {
        return state.path("claim").asText().equals(claim);
    }

    private static ObjectNode resources(ObjectNode state) {
        return state.withObject("/resources");
    }

    private static ArrayNode effects(ObjectNode state) {
        return state.withArray("/effects");
    }

    private static ObjectNode observed(String resource, TenantSpec tenant) {
        ObjectNode observed = MockStore.JSON.createObjectNode();
        if (resource.equals("page")) {
            observed.put("url", "http://" + tenant.name() + ".example/");
        }
        return observed.set("config", tenant.desiredConfig());
    }

    private static void delay(TenantSpec tenant) throws IOException {
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
