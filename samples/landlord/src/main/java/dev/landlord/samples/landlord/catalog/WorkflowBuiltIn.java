package dev.landlord.samples.landlord.catalog;

/** A workflow that comes with Landlord, or has the service of one that does, cannot be made or deleted. */
public final class WorkflowBuiltIn extends RuntimeException {
    private static final long serialVersionUID = 1;

    WorkflowBuiltIn(String workflowId) {
        super("\"" + workflowId + "\" comes with Landlord and stays; choose another id");
    }

    WorkflowBuiltIn(String workflowId, String service) {
        super("\"" + workflowId + "\" would run as service " + service
                + ", which comes with Landlord; choose another id");
    }
}
