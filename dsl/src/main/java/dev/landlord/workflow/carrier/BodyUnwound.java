package dev.landlord.workflow.carrier;

import dev.landlord.workflow.engine.InternalEngineApi;

/**
 * Ends the code of a body whose attempt is over, and frees its thread. An error without a stack trace, which no {@code
 * catch (Exception)} sees. Each verb that code calls afterwards, in a {@code finally} for example, throws it again.
 */
@InternalEngineApi
public final class BodyUnwound extends Error {
    private static final long serialVersionUID = 1;

    public BodyUnwound() {
        super(
                "this attempt of the run is over: the body is unwound, and runs again from the journal",
                null,
                false,
                false);
    }
}
