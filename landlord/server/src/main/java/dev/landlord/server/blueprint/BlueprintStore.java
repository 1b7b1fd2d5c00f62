package dev.landlord.server.blueprint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landlord.server.config.ServiceNames;
import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.RestateException;
import dev.landlord.server.restate.RestateResponse;
import dev.landlord.server.restate.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The stored blueprints. Restate stores them ({@link BlueprintObject}). All methods throw {@link RestateException} if the
 * request to Restate fails.
 */
public final class BlueprintStore {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final RestateApi restate;
    private final String service;
    private final String serviceNames;

    public BlueprintStore(RestateApi restate, ServiceNames names) {
        this.restate = restate;
        this.service = names.of(BlueprintObject.SERVICE);
        this.serviceNames = names.of(ServiceNameObject.SERVICE);
    }

    /**
     * Stores a blueprint; does nothing if an equal blueprint is stored.
     *
     * @throws BlueprintConflictException if a different blueprint has the same id
     * @throws ServiceNameTakenException if another blueprint has the same service
     */
    public BlueprintCreation create(Blueprint blueprint) {
        RestateResponse answer = change(JSON.valueToTree(blueprint), blueprint.workflowId(), "create");
        if (answer.status() == CONFLICT) {
            throw answer.message().contains(ServiceNameTakenException.MESSAGE_PART)
                    ? new ServiceNameTakenException(answer.message())
                    : new BlueprintConflictException(answer.message());
        }
        return read(answer.orThrow(), BlueprintCreation.class);
    }

    /** The blueprint of that id, if it is stored. */
    public Optional<Blueprint> find(String workflowId) {
        RestateResponse answer = restate.ingress("POST", null, service, workflowId, "get");
        return answer.status() == NOT_FOUND && answer.isFromHandler()
                ? Optional.empty()
                : Optional.of(read(answer.orThrow(), Blueprint.class));
    }

    /** Deletes a blueprint, if it is stored. */
    public void delete(String workflowId) {
        change(null, workflowId, "delete").orThrow();
    }

    /**
     * All stored blueprints.
     *
     * @param readable the blueprints that can be read, by id
     * @param unreadable the reasons why others cannot be read, by id
     */
    public record StoredBlueprints(List<Blueprint> readable, Map<String, String> unreadable) {
        /** Whether a blueprint of that id is stored. */
        public boolean has(String workflowId) {
            return unreadable.containsKey(workflowId)
                    || readable.stream()
                            .anyMatch(blueprint -> blueprint.workflowId().equals(workflowId));
        }
    }

    /** The blueprints that can be read, by id. */
    public List<Blueprint> list() {
        return all().readable();
    }

    /** All stored blueprints. */
    public StoredBlueprints all() {
        List<Blueprint> readable = new ArrayList<>();
        Map<String, String> unreadable = new TreeMap<>();
        for (JsonNode row : restate.query("select service_key, value_utf8 from state where service_name = "
                + Sql.text(service) + " and key = " + Sql.text(BlueprintObject.STATE)
                + " order by service_key")) {
            String id = row.path("service_key").asText();
            try {
                Blueprint blueprint = read(parse(row.path("value_utf8").asText()), Blueprint.class);
                if (id.equals(blueprint.workflowId())) {
                    readable.add(blueprint);
                } else {
                    unreadable.put(id, "workflow " + id + " is stored as workflow " + blueprint.workflowId());
                }
            } catch (IllegalStateException invalid) {
                unreadable.put(id, "workflow " + id + " cannot be read from Restate's state");
            }
        }
        return new StoredBlueprints(readable, unreadable);
    }

    /** The services of all stored and deleted blueprints, each with the id of its blueprint. */
    public Map<String, String> owners() {
        Map<String, String> owners = new TreeMap<>();
        for (JsonNode row : restate.query("select service_key, value_utf8 from state where service_name = "
                + Sql.text(serviceNames) + " and key = " + Sql.text(ServiceNameObject.OWNER))) {
            owners.put(
                    row.path("service_key").asText(),
                    parse(row.path("value_utf8").asText()).asText());
        }
        return owners;
    }

    private RestateResponse change(JsonNode body, String workflowId, String handler) {
        return restate.call(Optional.empty(), body, service, workflowId, handler);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException invalid) {
            throw new IllegalStateException("a blueprint in Restate's state is not JSON", invalid);
        }
    }

    private static <T> T read(JsonNode json, Class<T> type) {
        try {
            return JSON.treeToValue(json, type);
        } catch (JsonProcessingException invalid) {
            throw new IllegalStateException("a blueprint in Restate's state cannot be read: " + json, invalid);
        }
    }
}
