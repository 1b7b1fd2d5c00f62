package dev.landlord.server.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landlord.api.FieldError;
import dev.landlord.localcloud.LocalCloud;
import dev.landlord.localcloud.LocalTenant;
import dev.landlord.localcloud.TenantRules;
import dev.restate.sdk.common.TerminalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tenants on this machine: a folder, an H2 database, a process that serves a page, and an entry in a registry. */
public final class LocalCompute implements ComputeProvider {
    private static final String DIRECTORY = "directory";
    private static final String DATABASE = "database";
    private static final String PAGE = "page";
    private static final String REGISTRATION = "registration";
    private static final String SMALL = "small";
    private static final List<ConfigField> CONFIG = List.of(
            ConfigField.required("owner", ConfigField.Type.STRING, "The owner of the tenant: a mail address"),
            ConfigField.optional("plan", ConfigField.Type.STRING, SMALL, "small, medium or large"));

    private final Path root;
    private final LocalCloud cloud;

    /** @param root the folder of the tenants, which the first tenant creates */
    public LocalCompute(Path root) {
        this.root = root;
        this.cloud = new LocalCloud(root);
    }

    @Override
    public String name() {
        return "local";
    }

    @Override
    public String description() {
        return "Tenants on this machine: each has a folder, a database and a page";
    }

    @Override
    public List<ConfigField> config() {
        return CONFIG;
    }

    @Override
    public List<FieldError> errors(JsonNode desiredConfig) {
        List<FieldError> errors = new ArrayList<>(ConfigField.errors(CONFIG, desiredConfig));
        if (errors.isEmpty()) {
            TenantRules.ownerError(owner(desiredConfig))
                    .ifPresent(error -> errors.add(ConfigField.error("owner", error)));
            TenantRules.planError(plan(desiredConfig)).ifPresent(error -> errors.add(ConfigField.error("plan", error)));
        }
        return errors;
    }

    @Override
    public Optional<String> nameError(String tenant) {
        return TenantRules.nameError(tenant);
    }

    @Override
    public List<String> resources(JsonNode desiredConfig) {
        return List.of(DIRECTORY, DATABASE, PAGE, REGISTRATION);
    }

    @Override
    public JsonNode create(String resource, TenantSpec tenant, String claim) throws IOException {
        String owner = owner(tenant.desiredConfig());
        String plan = plan(tenant.desiredConfig());
        requireValid(tenant.name(), owner, plan);
        if (!resource.equals(DIRECTORY)) {
            requireClaim(tenant.name(), claim);
        }
        ObjectNode observed = JsonNodeFactory.instance.objectNode();
        switch (resource) {
            case DIRECTORY -> {
                cloud.createDirectory(tenant.name(), claim);
                observed.put("path", root.resolve(tenant.name()).toString());
            }
            case DATABASE -> {
                cloud.createDatabase(tenant.name(), owner, plan);
                observed.put("engine", "h2");
            }
            case PAGE -> {
                String url = cloud.startPage(tenant.name(), claim);
                cloud.checkHealth(url);
                observed.put("url", url);
            }
            case REGISTRATION -> {
                String url = cloud.startPage(tenant.name(), claim);
                cloud.register(new LocalTenant(tenant.name(), owner, plan, url), claim);
                observed.put("owner", owner).put("plan", plan);
            }
            default -> throw unknown(resource);
        }
        return observed;
    }

    /** Creation sets the desired state of a resource, so an update is the same. */
    @Override
    public JsonNode update(String resource, TenantSpec tenant, String claim) throws IOException {
        return create(resource, tenant, claim);
    }

    @Override
    public void remove(String resource, TenantSpec tenant, String claim) throws IOException {
        switch (resource) {
            case DIRECTORY -> cloud.removeDirectory(tenant.name(), claim);
            // The database is in the directory, and is removed with it.
            case DATABASE -> {}
            case PAGE -> cloud.stopPage(tenant.name(), claim);
            case REGISTRATION -> cloud.unregister(tenant.name(), claim);
            default -> throw unknown(resource);
        }
    }

    @Override
    public Optional<ObservedTenant> status(String tenant) throws IOException {
        Optional<String> claim = cloud.claimOf(tenant);
        if (claim.isEmpty()) {
            return Optional.empty();
        }
        Map<String, JsonNode> observed = new LinkedHashMap<>();
        Path home = root.resolve(tenant);
        observed.put(DIRECTORY, JsonNodeFactory.instance.objectNode().put("path", home.toString()));
        if (Files.exists(home.resolve("tenant.mv.db"))) {
            observed.put(DATABASE, JsonNodeFactory.instance.objectNode().put("engine", "h2"));
        }
        for (LocalTenant entry : cloud.registry().tenants()) {
            if (entry.name().equals(tenant)) {
                observe(entry, observed);
            }
        }
        return Optional.of(new ObservedTenant(claim.get(), observed));
    }

    private void observe(LocalTenant entry, Map<String, JsonNode> observed) {
        try {
            cloud.checkHealth(entry.url());
            observed.put(PAGE, JsonNodeFactory.instance.objectNode().put("url", entry.url()));
        } catch (IOException silent) {
            // The page does not respond; the entry exists.
        }
        observed.put(
                REGISTRATION,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("owner", entry.owner())
                        .put("plan", entry.plan()));
    }

    private void requireClaim(String tenant, String claim) throws IOException {
        Optional<String> found = cloud.claimOf(tenant);
        if (found.isPresent() && !found.get().equals(claim)) {
            throw new TerminalException(409, "tenant \"" + tenant + "\" belongs to another owner; choose another name");
        }
        if (found.isEmpty()) {
            throw new IOException("tenant \"" + tenant + "\" has no directory; create the directory first");
        }
    }

    private void requireValid(String tenant, String owner, String plan) {
        nameError(tenant)
                .or(() -> TenantRules.ownerError(owner))
                .or(() -> TenantRules.planError(plan))
                .ifPresent(error -> {
                    throw new TerminalException(TerminalException.BAD_REQUEST_CODE, error);
                });
    }

    private static String owner(JsonNode desiredConfig) {
        return desiredConfig.path("owner").asText();
    }

    private static String plan(JsonNode desiredConfig) {
        return desiredConfig.path("plan").asText(SMALL);
    }

    private static TerminalException unknown(String resource) {
        return new TerminalException("unknown resource \"" + resource + "\" of compute provider \"local\"");
    }
}
