package dev.landlord.workflow.client;

/** There is no run of that key: it was never started, or its retention has ended. */
public final class RunNotFoundException extends WorkflowClientException {
    private static final long serialVersionUID = 1;

    RunNotFoundException(String message) {
        super(message);
    }
}
