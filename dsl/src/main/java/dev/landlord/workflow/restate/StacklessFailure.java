package dev.landlord.workflow.restate;

import dev.landlord.workflow.engine.InternalEngineApi;
import dev.restate.sdk.common.TerminalException;

/**
 * A terminal failure without a stack, for the SDK logs what it gets: an invocation that fails as intended, or that is
 * refused, is a line of its log and not thirty.
 */
@InternalEngineApi
public final class StacklessFailure extends TerminalException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure with this code and text.
     *
     * @param code the status that the caller receives
     * @param message the text that the caller receives
     */
    public StacklessFailure(int code, String message) {
        super(code, message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
