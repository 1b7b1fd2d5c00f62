package dev.landlord.workflow.carrier;

import dev.landlord.workflow.engine.InternalEngineApi;

/** No thread is free for a body. The attempt fails, and Restate retries it. */
@InternalEngineApi
public final class CarrierExhaustedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CarrierExhaustedException(String message) {
        super(message);
    }
}
