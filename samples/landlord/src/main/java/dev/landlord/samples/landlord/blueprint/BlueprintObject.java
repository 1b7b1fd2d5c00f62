package dev.landlord.samples.landlord.blueprint;

import dev.restate.sdk.ObjectContext;
import dev.restate.sdk.SharedObjectContext;
import dev.restate.sdk.annotation.Handler;
import dev.restate.sdk.annotation.Name;
import dev.restate.sdk.annotation.Shared;
import dev.restate.sdk.annotation.VirtualObject;
import dev.restate.sdk.common.StateKey;
import dev.restate.sdk.common.TerminalException;
import java.time.Instant;

/**
 * Keeps one blueprint: a Restate virtual object, keyed by the workflow's id. Its handlers take turns, so
 * of two who create at once one is told of the other. Callers use {@link BlueprintStore}.
 */
@VirtualObject
@Name(BlueprintObject.SERVICE)
public class BlueprintObject {
    /** What Restate knows it by. */
    public static final String SERVICE = "Blueprint";

    /** Where the blueprint is in the object's state; {@link BlueprintStore#list()} reads it there. */
    static final String STATE = "blueprint";

    private static final StateKey<Blueprint> BLUEPRINT = StateKey.of(STATE, Blueprint.class);

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    /**
     * Keeps it. The same again is answered with what is kept.
     *
     * @throws TerminalException with 409 if another one is kept
     */
    @Handler
    public BlueprintCreation create(ObjectContext context, Blueprint blueprint) {
        Blueprint kept = context.get(BLUEPRINT).orElse(null);
        if (kept == null) {
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
        return context.get(BLUEPRINT)
                .orElseThrow(() -> new TerminalException(NOT_FOUND, "there is no workflow " + context.key()));
    }

    /** Forgets it, if it is kept. Executions that have begun go on. */
    @Handler
    public void delete(ObjectContext context) {
        context.clear(BLUEPRINT);
    }
}
