package dev.landlord.workflow.client;

/** What was waited for has not come in time. The run goes on. */
public final class WaitTimeoutException extends WorkflowClientException {
    private static final long serialVersionUID = 1;

    WaitTimeoutException(String message) {
        super(message);
    }
}
