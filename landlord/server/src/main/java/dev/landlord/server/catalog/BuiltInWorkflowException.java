package dev.landlord.server.catalog;

/** A built-in workflow cannot be created or deleted. */
public final class BuiltInWorkflowException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BuiltInWorkflowException(String workflowId) {
        super("\"" + workflowId + "\" is a built-in workflow, which cannot be created or deleted; choose another id");
    }
}
