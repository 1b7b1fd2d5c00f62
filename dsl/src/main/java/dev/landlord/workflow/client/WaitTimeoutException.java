package dev.landlord.workflow.client;

/** A result or a value has not come within the timeout. The run goes on. */
public final class WaitTimeoutException extends WorkflowClientException {
    private static final long serialVersionUID = 1;

    WaitTimeoutException(String message) {
        super(message);
    }
}
