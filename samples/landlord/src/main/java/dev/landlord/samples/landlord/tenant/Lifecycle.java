package dev.landlord.samples.landlord.tenant;

/** What a workflow does to a tenant. */
enum Lifecycle {
    PLAN("tenant-planning", "plan"),
    PROVISION("tenant-provisioning", "provision"),
    UPDATE("tenant-update", "update"),
    ARCHIVE("tenant-archiving", "archive"),
    DELETE("tenant-deletion", "delete");

    private final String workflowId;
    private final String operation;

    Lifecycle(String workflowId, String operation) {
        this.workflowId = workflowId;
        this.operation = operation;
    }

    String workflowId() {
        return workflowId;
    }

    String operation() {
        return operation;
    }

    /** The name of a run, and its key with Restate; every generation is a run of its own. */
    String executionName(String tenantId, long generation) {
        return "tenant-" + tenantId + "-" + workflowId + "-" + operation + "-" + generation;
    }
}
