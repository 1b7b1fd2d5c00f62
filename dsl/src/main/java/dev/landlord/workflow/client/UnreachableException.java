package dev.landlord.workflow.client;

/** No attempt got an answer, or Restate's ingress or a gateway in front of it answered that it is unavailable. */
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
