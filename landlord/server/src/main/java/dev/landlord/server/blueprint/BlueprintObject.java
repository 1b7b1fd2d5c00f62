package dev.landlord.server.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.restate.common.Request;
import dev.restate.common.Target;
import dev.restate.sdk.ObjectContext;
import dev.restate.sdk.SharedObjectContext;
import dev.restate.sdk.annotation.Handler;
import dev.restate.sdk.annotation.Name;
import dev.restate.sdk.annotation.Shared;
import dev.restate.sdk.annotation.VirtualObject;
import dev.restate.sdk.common.StateKey;
import dev.restate.sdk.common.TerminalException;
import dev.restate.serde.Serde;
import dev.restate.serde.TypeTag;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Stores one blueprint: a Restate virtual object, keyed by the id of the workflow. Restate runs its handlers one after
 * the other, so of two concurrent calls of {@code create} the second is refused. {@link BlueprintStore} calls these
 * handlers; requests of other callers of the ingress are checked in the same way.
 */
@VirtualObject
@Name(BlueprintObject.SERVICE)
public class BlueprintObject {
    /** The name of the service at Restate. */
    public static final String SERVICE = "Blueprint";

    /** The key of the blueprint in the state of the object; {@link BlueprintStore#list()} reads it. */
    static final String STATE = "blueprint";

    private static final StateKey<Blueprint> BLUEPRINT = StateKey.of(STATE, Blueprint.class);

    /** The same key without deserialization, because another version of Landlord may have written the value. */
    private static final StateKey<byte[]> BYTES = StateKey.of(STATE, Serde.RAW);

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int INTERNAL = 500;

    private final BlueprintNames names;
    private final boolean allowsCommands;

    /**
     * @param names the check of the ids
     * @param allowsCommands whether steps may be shell commands
     */
    public BlueprintObject(BlueprintNames names, boolean allowsCommands) {
        this.names = names;
        this.allowsCommands = allowsCommands;
    }

    /**
     * Stores a blueprint. If an equal blueprint is stored, returns it.
     *
     * @param request see {@link BlueprintParser#blueprint}
     * @throws TerminalException with 400 if the request or the name of the service is invalid, with 409 if a different
     *     blueprint is stored, or another blueprint has that service
     */
    @Handler
    public BlueprintCreation create(ObjectContext context, JsonNode request) {
        Blueprint blueprint = valid(context.key(), request);
        Blueprint stored = stored(context.key(), context.get(BYTES)).orElse(null);
        if (stored == null) {
            callServiceNameObject(context, "claim");
            String now = context.run("now", String.class, () -> Instant.now().toString());
            Blueprint created = blueprint.createdAt(now);
            context.set(BLUEPRINT, created);
            return new BlueprintCreation(created, true);
        }
        if (!stored.isSameAs(blueprint)) {
            throw new TerminalException(
                    CONFLICT,
                    "workflow " + context.key() + " exists already with another definition, since " + stored.createdAt()
                            + "; delete it first, or choose another id");
        }
        return new BlueprintCreation(stored, false);
    }

    /** @throws TerminalException with 404 if no blueprint is stored */
    @Shared
    public Blueprint get(SharedObjectContext context) {
        return stored(context.key(), context.get(BYTES))
                .orElseThrow(() -> new TerminalException(NOT_FOUND, "there is no workflow " + context.key()));
    }

    /** Deletes the blueprint, if it is stored. Started executions go on. */
    @Handler
    public void delete(ObjectContext context) {
        if (context.get(BYTES).isPresent()) {
            callServiceNameObject(context, "release");
        }
        context.clear(BLUEPRINT);
    }

    /** Fails terminally if the value cannot be deserialized, because a retry would fail too. */
    private static Optional<Blueprint> stored(String key, Optional<byte[]> json) {
        return json.map(bytes -> {
            try {
                return JSON.readValue(bytes, Blueprint.class);
            } catch (IOException foreign) {
                throw new TerminalException(
                        INTERNAL, "workflow " + key + " cannot be read from Restate's state; delete it");
            }
        });
    }

    private Blueprint valid(String key, JsonNode request) {
        try {
            Blueprint blueprint = BlueprintParser.blueprint(request, allowsCommands);
            if (!blueprint.workflowId().equals(key)) {
                throw new TerminalException(
                        BAD_REQUEST, "expected workflow_id " + key + ", the key, found " + blueprint.workflowId());
            }
            names.requireUsable(key);
            return blueprint;
        } catch (InvalidBlueprintException invalid) {
            throw new TerminalException(BAD_REQUEST, invalid.getMessage());
        } catch (ServiceNameTakenException taken) {
            throw new TerminalException(CONFLICT, taken.getMessage());
        }
    }

    /** Calls the object of the service name. Restate runs its handlers one after the other, so a name has one owner. */
    private void callServiceNameObject(ObjectContext context, String handler) {
        Target target =
                Target.virtualObject(names.own(ServiceNameObject.SERVICE), names.service(context.key()), handler);
        context.call(Request.of(target, TypeTag.of(String.class), Serde.VOID, context.key()))
                .await();
    }
}
