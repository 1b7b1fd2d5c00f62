package dev.landlord.workflow.sdkinternals;

import dev.landlord.workflow.engine.InternalEngineApi;
import dev.restate.sdk.endpoint.definition.HandlerContext;
import dev.restate.sdk.kotlin.ContextImpl;
import dev.restate.sdk.kotlin.SharedWorkflowContext;

/**
 * The commands beneath the context of the SDK's Kotlin API, which start an operation without waiting for it. The
 * functions of that API wait: for the outcome, or for the id of an invocation. They then fail in the same way when the
 * operation fails and when the run is cancelled meanwhile, and the engine has to distinguish the two.
 *
 * <p>Java, because the SDK's {@code internal} members are hidden from Kotlin and not from Java. This package holds such
 * bridges and nothing else.
 */
@InternalEngineApi
public final class HandlerContexts {
    private HandlerContexts() {}

    public static HandlerContext of(SharedWorkflowContext context) {
        return ((ContextImpl) context).getHandlerContext$sdk_api_kotlin();
    }
}
