package dev.landlord.samples.landlord.blueprint;

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
 * Keeps one blueprint: a Restate virtual object, keyed by the workflow's id. Its handlers take turns, so
 * of two callers that create at once the second is refused. Callers use {@link BlueprintStore}; a request that
 * comes through the ingress is checked in the same way.
 */
@VirtualObject
@Name(BlueprintObject.SERVICE)
public class BlueprintObject {
    /** What Restate knows it by. */
    public static final String SERVICE = "Blueprint";

    /** Where the blueprint is in the object's state; {@link BlueprintStore#list()} reads it there. */
    static final String STATE = "blueprint";

    private static final StateKey<Blueprint> BLUEPRINT = StateKey.of(STATE, Blueprint.class);

    /** The same without reading what it is, which another version may have written. */
    private static final StateKey<byte[]> BYTES = StateKey.of(STATE, Serde.RAW);

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int INTERNAL = 500;

    private final BlueprintNames names;

    /** @param names that blueprints can have */
    public BlueprintObject(BlueprintNames names) {
        this.names = names;
    }

    /**
     * Keeps a blueprint. The same blueprint again is answered with the one that is kept.
     *
     * @param request see {@link BlueprintParser#blueprint}
     * @throws TerminalException with 400 if the request is invalid or no service can have the blueprint's name, with 409
     *     if another blueprint is kept, or has that service
     */
    @Handler
    public BlueprintCreation create(ObjectContext context, JsonNode request) {
        Blueprint blueprint = valid(context.key(), request);
        Blueprint kept = kept(context.key(), context.get(BYTES)).orElse(null);
        if (kept == null) {
            atServiceName(context, "claim");
            String now = context.run("now", String.class, () -> Instant.now().toString());
            Blueprint created = blueprint.createdAt(now);
            context.set(BLUEPRINT, created);
            return new BlueprintCreation(created, true);
        }
        if (!kept.isSameAs(blueprint)) {
            throw new TerminalException(
                    CONFLICT,
                    "workflow " + context.key() + " exists already with another definition, since " + kept.createdAt()
                            + "; delete it first, or choose another id");
        }
        return new BlueprintCreation(kept, false);
    }

    /** @throws TerminalException with 404 if none is kept */
    @Shared
    public Blueprint get(SharedObjectContext context) {
        return kept(context.key(), context.get(BYTES))
                .orElseThrow(() -> new TerminalException(NOT_FOUND, "there is no workflow " + context.key()));
    }

    /** Forgets the blueprint, if it is kept. Executions that have started go on. */
    @Handler
    public void delete(ObjectContext context) {
        if (context.get(BYTES).isPresent()) {
            atServiceName(context, "release");
        }
        context.clear(BLUEPRINT);
    }

    /** What cannot be read is a failure at once; the same attempt again would not read it either. */
    private static Optional<Blueprint> kept(String key, Optional<byte[]> json) {
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
            Blueprint blueprint = BlueprintParser.blueprint(request);
            if (!blueprint.workflowId().equals(key)) {
                throw new TerminalException(
                        BAD_REQUEST, "expected workflow_id " + key + ", the key, found " + blueprint.workflowId());
            }
            names.requireUsable(key);
            return blueprint;
        } catch (BlueprintProblems problems) {
            throw new TerminalException(BAD_REQUEST, problems.getMessage());
        } catch (ServiceNameTaken taken) {
            throw new TerminalException(CONFLICT, taken.getMessage());
        }
    }

    /** Restate runs the handlers of one service name one after the other, so that it has one owner. */
    private void atServiceName(ObjectContext context, String handler) {
        Target target =
                Target.virtualObject(names.own(ServiceNameObject.SERVICE), names.service(context.key()), handler);
        context.call(Request.of(target, TypeTag.of(String.class), Serde.VOID, context.key()))
                .await();
    }
}
