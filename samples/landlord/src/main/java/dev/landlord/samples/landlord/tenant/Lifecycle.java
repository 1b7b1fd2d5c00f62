package dev.landlord.samples.landlord.tenant;

/** What workflows do to a tenant. They come with Landlord; tenants run them, and they can be run by hand too. */
public enum Lifecycle {
    PLAN("tenant-planning", "plan", "Says what would be done to make a tenant, and has it approved if that is wanted."),
    PROVISION("tenant-provisioning", "provision", "Makes what a tenant consists of, or undoes it all."),
    UPDATE("tenant-update", "update", "Changes a tenant to another configuration, or back."),
    ARCHIVE("tenant-archiving", "archive", "Removes what a tenant consists of; the tenant stays known."),
    DELETE("tenant-deletion", "delete", "Removes what a tenant consists of, whether it is there or not.");

    private final String workflowId;
    private final String operation;
    private final String description;

    Lifecycle(String workflowId, String operation, String description) {
        this.workflowId = workflowId;
        this.operation = operation;
        this.description = description;
    }

    public String workflowId() {
        return workflowId;
    }

    /** In a sentence. */
    public String description() {
        return description;
    }

    String operation() {
        return operation;
    }

    /** The name of a run, and its key with Restate; every generation is a run of its own. */
    String executionName(String tenantId, long generation) {
        return "tenant-" + tenantId + "-" + workflowId + "-" + operation + "-" + generation;
    }
}
