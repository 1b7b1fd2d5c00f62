package dev.landlord.server.catalog;

/** No workflow has that id. */
public final class WorkflowNotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WorkflowNotFoundException(String workflowId) {
        super("there is no workflow \"" + workflowId + "\"; landlord workflow list shows all workflows");
    }
}
