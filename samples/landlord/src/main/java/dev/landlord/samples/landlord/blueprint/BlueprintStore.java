package dev.landlord.samples.landlord.blueprint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landlord.samples.landlord.config.ServiceNames;
import dev.landlord.samples.landlord.restate.RestateAnswer;
import dev.landlord.samples.landlord.restate.RestateApi;
import dev.landlord.samples.landlord.restate.RestateException;
import dev.landlord.samples.landlord.restate.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The blueprints there are, kept by Restate ({@link BlueprintObject}). Everything throws {@link
 * RestateException} if Restate cannot be asked.
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
     * Keeps a blueprint; the same again changes nothing.
     *
     * @throws BlueprintConflict if there is another one with its id
     * @throws ServiceNameTaken if another one has its service
     */
    public BlueprintCreation create(Blueprint blueprint) {
        RestateAnswer answer = call(JSON.valueToTree(blueprint), blueprint.workflowId(), "create");
        if (answer.status() == CONFLICT) {
            throw answer.message().contains(ServiceNameTaken.WORDS)
                    ? new ServiceNameTaken(answer.message())
                    : new BlueprintConflict(answer.message());
        }
        return read(answer.orThrow(), BlueprintCreation.class);
    }

    /** The blueprint of that id, if there is one. */
    public Optional<Blueprint> find(String workflowId) {
        RestateAnswer answer = call(null, workflowId, "get");
        return answer.status() == NOT_FOUND && answer.isFromHandler()
                ? Optional.empty()
                : Optional.of(read(answer.orThrow(), Blueprint.class));
    }

    /** Forgets it; nothing happens if there is none. */
    public void delete(String workflowId) {
        call(null, workflowId, "delete").orThrow();
    }

    /**
     * The blueprints that are kept.
     *
     * @param readable by id
     * @param unreadable the ids of what is kept and cannot be read, with the reason; one of these keeps no other from
     *     being listed
     */
    public record Kept(List<Blueprint> readable, Map<String, String> unreadable) {
        /** Whether there is one of that id. */
        public boolean has(String workflowId) {
            return unreadable.containsKey(workflowId)
                    || readable.stream()
                            .anyMatch(blueprint -> blueprint.workflowId().equals(workflowId));
        }
    }

    /** All blueprints that can be read, by id. */
    public List<Blueprint> list() {
        return kept().readable();
    }

    /** All of them. */
    public Kept kept() {
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
                    unreadable.put(id, "workflow " + id + " is kept as workflow " + blueprint.workflowId());
                }
            } catch (IllegalStateException foreign) {
                unreadable.put(id, "workflow " + id + " cannot be read from Restate's state");
            }
        }
        return new Kept(readable, unreadable);
    }

    /** The services that blueprints had or have, each with the id of its blueprint, which may have been deleted. */
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

    private RestateAnswer call(JsonNode body, String workflowId, String handler) {
        return restate.ingress("POST", body, service, workflowId, handler);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException foreign) {
            throw new IllegalStateException("a blueprint in Restate's state is no JSON", foreign);
        }
    }

    private static <T> T read(JsonNode json, Class<T> type) {
        try {
            return JSON.treeToValue(json, type);
        } catch (JsonProcessingException foreign) {
            throw new IllegalStateException("a blueprint in Restate's state cannot be read: " + json, foreign);
        }
    }
}
