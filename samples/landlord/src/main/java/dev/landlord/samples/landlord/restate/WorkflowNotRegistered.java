package dev.landlord.samples.landlord.restate;

/** Restate does not know the service of a workflow yet. */
public final class WorkflowNotRegistered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WorkflowNotRegistered(String serviceName) {
        super("workflow not found: workflow service " + serviceName + " not registered yet; retry after startup");
    }
}
