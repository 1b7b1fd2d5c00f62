package dev.landlord.server.execution;

import dev.landlord.server.config.ServiceNames;
import dev.restate.common.Request;
import dev.restate.common.Target;
import dev.restate.sdk.ObjectContext;
import dev.restate.sdk.annotation.Handler;
import dev.restate.sdk.annotation.Name;
import dev.restate.sdk.annotation.VirtualObject;
import dev.restate.sdk.common.StateKey;
import dev.restate.serde.Serde;
import java.time.Duration;

/**
 * Cancels an execution once, and stores why, which Restate itself does not store: a virtual object, keyed by the id of the
 * execution. The reason is kept for 30 days, which is longer than Restate keeps an execution.
 */
@VirtualObject
@Name(CancelReasonObject.SERVICE)
public class CancelReasonObject {
    public static final String SERVICE = "CancelReason";

    /** The key of the reason in the state of the object. */
    static final String STATE = "reason";

    private static final StateKey<String> REASON = StateKey.of(STATE, String.class);
    private static final Duration RETENTION = Duration.ofDays(30);

    private final String service;

    public CancelReasonObject(ServiceNames names) {
        this.service = names.of(SERVICE);
    }

    /** Cancels the execution. Does nothing the next time: a second cancellation would stop the undo. */
    @Handler
    public void cancel(ObjectContext context, String reason) {
        if (context.get(REASON).isEmpty()) {
            context.set(REASON, reason);
            context.invocationHandle(context.key()).cancel();
            Target forget = Target.virtualObject(service, context.key(), "forget");
            context.send(Request.of(forget, Serde.VOID, Serde.VOID, null), RETENTION);
        }
    }

    @Handler
    public void forget(ObjectContext context) {
        context.clear(REASON);
    }
}
