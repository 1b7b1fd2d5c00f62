package dev.landlord.workflow.client;

/** There is no run of that key: it was never started, or it ended longer ago than Restate keeps it. */
public final class RunNotFoundException extends WorkflowClientException {
    private static final long serialVersionUID = 1;

    RunNotFoundException(String message) {
        super(message);
    }
}
