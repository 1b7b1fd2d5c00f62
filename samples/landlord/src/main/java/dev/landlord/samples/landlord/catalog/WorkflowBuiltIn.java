package dev.landlord.samples.landlord.catalog;

/** A workflow that comes with Landlord cannot be made or deleted. */
public final class WorkflowBuiltIn extends RuntimeException {
    private static final long serialVersionUID = 1;

    WorkflowBuiltIn(String workflowId) {
        super("\"" + workflowId + "\" comes with Landlord and stays; choose another id");
    }
}
