package dev.landlord.samples.landlord.catalog;

/** There is no workflow of that id. */
public final class WorkflowNotFound extends RuntimeException {
    private static final long serialVersionUID = 1;

    WorkflowNotFound(String workflowId) {
        super("there is no workflow \"" + workflowId + "\"; landlord workflow list tells which there are");
    }
}
