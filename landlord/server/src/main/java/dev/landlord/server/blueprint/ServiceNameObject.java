package dev.landlord.server.blueprint;

import dev.restate.sdk.ObjectContext;
import dev.restate.sdk.annotation.Handler;
import dev.restate.sdk.annotation.Name;
import dev.restate.sdk.annotation.VirtualObject;
import dev.restate.sdk.common.StateKey;
import dev.restate.sdk.common.TerminalException;

/**
 * Stores the owner of a service name: a Restate virtual object, keyed by the name of the service. Two ids can have the same
 * service; of two blueprints that are created concurrently, the first becomes the owner. The owner stays stored after its
 * blueprint is deleted, because Restate keeps the executions, until another blueprint claims the name.
 */
@VirtualObject
@Name(ServiceNameObject.SERVICE)
public class ServiceNameObject {
    /** The name of the service at Restate. */
    public static final String SERVICE = "BlueprintServiceName";

    /** The key of the owner's id in the state of the object. */
    static final String OWNER = "owner";

    private static final StateKey<String> OWNER_KEY = StateKey.of(OWNER, String.class);
    private static final StateKey<Boolean> RELEASED = StateKey.of("released", Boolean.class);
    private static final int CONFLICT = 409;

    /**
     * Makes a blueprint the owner of the name. Idempotent.
     *
     * @throws TerminalException with 409 if another blueprint is the owner
     */
    @Handler
    public void claim(ObjectContext context, String workflowId) {
        String owner = context.get(OWNER_KEY).orElse(workflowId);
        if (!owner.equals(workflowId) && !context.get(RELEASED).orElse(false)) {
            throw new TerminalException(
                    CONFLICT, ServiceNameTakenException.message(workflowId, context.key(), "workflow " + owner));
        }
        context.set(OWNER_KEY, workflowId);
        context.set(RELEASED, false);
    }

    /** Lets another blueprint claim the name, if this blueprint is the owner or there is no owner. */
    @Handler
    public void release(ObjectContext context, String workflowId) {
        if (context.get(OWNER_KEY).orElse(workflowId).equals(workflowId)) {
            context.set(OWNER_KEY, workflowId);
            context.set(RELEASED, true);
        }
    }
}
