package dev.landlord.workflow.client;

/** Restate did not answer, or what stands before it said that it is away, as often as it was worth to try. */
public final class UnreachableException extends WorkflowClientException {
    private static final long serialVersionUID = 1;

    private final boolean mayHaveArrived;

    UnreachableException(String message, boolean mayHaveArrived, Throwable cause) {
        super(message, cause);
        this.mayHaveArrived = mayHaveArrived;
    }

    /**
     * Whether the request may have had its effect, because it was sent and only the answer is missing. Submitting
     * once more is safe in any case: a run is started once for each key.
     */
    public boolean mayHaveArrived() {
        return mayHaveArrived;
    }
}
