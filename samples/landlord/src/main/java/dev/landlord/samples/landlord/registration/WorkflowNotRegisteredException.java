package dev.landlord.samples.landlord.registration;

/** A workflow was to be run whose service Restate does not know yet. It is retried meanwhile. */
public final class WorkflowNotRegisteredException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WorkflowNotRegisteredException(String service) {
        super("workflow not found: workflow service " + service + " not registered yet; retry after startup");
    }
}
