package dev.landlord.workflow.client;

import org.jspecify.annotations.Nullable;

/** Every attempt failed: Restate's ingress did not answer, or it or a gateway in front of it was unavailable. */
public final class UnreachableException extends WorkflowClientException {
    private static final long serialVersionUID = 1;

    private final boolean mayHaveArrived;

    UnreachableException(String message, boolean mayHaveArrived, @Nullable Throwable cause) {
        super(message, cause);
        this.mayHaveArrived = mayHaveArrived;
    }

    /**
     * Whether the request may have had its effect, because it was sent and only the answer is missing. It is always
     * safe to submit again: Restate starts one run for each key.
     */
    public boolean mayHaveArrived() {
        return mayHaveArrived;
    }
}
