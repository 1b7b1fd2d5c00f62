package dev.landlord.workflow.client;

/** Restate knows no such workflow: it has not been registered yet, or has another name. Nothing was started. */
public final class ServiceNotFoundException extends WorkflowClientException {
    private static final long serialVersionUID = 1;

    ServiceNotFoundException(String message) {
        super(message);
    }
}
