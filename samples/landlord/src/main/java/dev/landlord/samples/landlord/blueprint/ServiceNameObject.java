package dev.landlord.samples.landlord.blueprint;

import dev.restate.sdk.ObjectContext;
import dev.restate.sdk.annotation.Handler;
import dev.restate.sdk.annotation.Name;
import dev.restate.sdk.annotation.VirtualObject;
import dev.restate.sdk.common.StateKey;
import dev.restate.sdk.common.TerminalException;

/**
 * Decides which blueprint runs as a service: a Restate virtual object, keyed by the service's name. Two ids can have the
 * same service; of two blueprints that are created at once the first one gets it. The owner stays known after its
 * blueprint is deleted, because Restate keeps the executions, until another blueprint claims the name.
 */
@VirtualObject
@Name(ServiceNameObject.SERVICE)
public class ServiceNameObject {
    /** What Restate knows it by. */
    public static final String SERVICE = "BlueprintServiceName";

    /** Where the id of the owner is in the object's state. */
    static final String OWNER = "owner";

    private static final StateKey<String> OWNER_KEY = StateKey.of(OWNER, String.class);
    private static final StateKey<Boolean> RELEASED = StateKey.of("released", Boolean.class);
    private static final int CONFLICT = 409;

    /**
     * Gives the name to a blueprint; the same blueprint may claim it again.
     *
     * @throws TerminalException with 409 if another blueprint has it
     */
    @Handler
    public void claim(ObjectContext context, String workflowId) {
        String owner = context.get(OWNER_KEY).orElse(workflowId);
        if (!owner.equals(workflowId) && !context.get(RELEASED).orElse(false)) {
            throw new TerminalException(
                    CONFLICT, ServiceNameTaken.message(workflowId, context.key(), "workflow " + owner));
        }
        context.set(OWNER_KEY, workflowId);
        context.set(RELEASED, false);
    }

    /** Lets another blueprint claim the name, if this one has it or no blueprint has. */
    @Handler
    public void release(ObjectContext context, String workflowId) {
        if (context.get(OWNER_KEY).orElse(workflowId).equals(workflowId)) {
            context.set(OWNER_KEY, workflowId);
            context.set(RELEASED, true);
        }
    }
}
