package dev.landlord.samples.landlord.execution;

import dev.restate.sdk.ObjectContext;
import dev.restate.sdk.annotation.Handler;
import dev.restate.sdk.annotation.Name;
import dev.restate.sdk.annotation.VirtualObject;
import dev.restate.sdk.common.StateKey;
import java.time.Duration;

/**
 * Keeps why an execution was cancelled, which Restate itself does not: a virtual object, keyed by the
 * id of the execution. The first reason stays. It is forgotten after 30 days, when Restate has long
 * forgotten the execution.
 */
@VirtualObject
@Name("CancelReason")
public class CancelReasonObject {
    static final String SERVICE = "CancelReason";

    /** Where the reason is in the object's state. */
    static final String STATE = "reason";

    private static final StateKey<String> REASON = StateKey.of(STATE, String.class);
    private static final Duration KEPT = Duration.ofDays(30);

    @Handler
    public void keep(ObjectContext context, String reason) {
        if (context.get(REASON).isEmpty()) {
            context.set(REASON, reason);
            CancelReasonObjectClient.fromContext(context, context.key()).send().forget(KEPT);
        }
    }

    @Handler
    public void forget(ObjectContext context) {
        context.clear(REASON);
    }
}
