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
import java.util.Optional;

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

    public BlueprintStore(RestateApi restate, ServiceNames names) {
        this.restate = restate;
        this.service = names.of(BlueprintObject.SERVICE);
    }

    /**
     * Keeps a blueprint; the same again changes nothing.
     *
     * @throws BlueprintConflict if there is another one with its id
     */
    public BlueprintCreation create(Blueprint blueprint) {
        RestateAnswer answer = call(JSON.valueToTree(blueprint), blueprint.workflowId(), "create");
        if (answer.status() == CONFLICT) {
            throw new BlueprintConflict(answer.message());
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

    /** All of them, by id. */
    public List<Blueprint> list() {
        List<Blueprint> all = new ArrayList<>();
        for (JsonNode row : restate.query("select value_utf8 from state where service_name = "
                + Sql.text(service) + " and key = " + Sql.text(BlueprintObject.STATE)
                + " order by service_key")) {
            all.add(read(parse(row.path("value_utf8").asText()), Blueprint.class));
        }
        return all;
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
