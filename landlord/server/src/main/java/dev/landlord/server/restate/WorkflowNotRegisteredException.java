package dev.landlord.server.restate;

/** Restate has not registered the service of a workflow yet. */
public final class WorkflowNotRegisteredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WorkflowNotRegisteredException(String serviceName) {
        super("workflow not found: workflow service " + serviceName + " not registered yet; retry after startup");
    }
}
