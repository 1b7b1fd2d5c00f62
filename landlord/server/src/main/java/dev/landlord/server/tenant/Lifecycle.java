package dev.landlord.server.tenant;

import java.util.stream.Stream;

/** The built-in workflows. Tenants start them, and operators can start them too. */
public enum Lifecycle {
    PLAN(
            "tenant-planning",
            "plan",
            "Plans the changes that provision a tenant, and requests an approval if configured."),
    PROVISION(
            "tenant-provisioning",
            "provision",
            "Creates the resources of a tenant, or undoes the creation after a failure."),
    UPDATE("tenant-update", "update", "Changes a tenant to a new configuration, or back after a failure."),
    ARCHIVE("tenant-archiving", "archive", "Removes the resources of a tenant, and keeps its record."),
    DELETE("tenant-deletion", "delete", "Removes the resources of a tenant, before its record is deleted.");

    private final String workflowId;
    private final String operation;
    private final String description;

    Lifecycle(String workflowId, String operation, String description) {
        this.workflowId = workflowId;
        this.operation = operation;
        this.description = description;
    }

    /** Whether that is the id of a built-in workflow. */
    public static boolean isWorkflow(String workflowId) {
        return Stream.of(values()).anyMatch(workflow -> workflow.workflowId.equals(workflowId));
    }

    public String workflowId() {
        return workflowId;
    }

    /** A description in one sentence. */
    public String description() {
        return description;
    }

    String operation() {
        return operation;
    }

    /** The name of a run, which is its key at Restate. Every generation has its own run. */
    String executionName(String tenantId, long generation) {
        return "tenant-" + tenantId + "-" + workflowId + "-" + operation + "-" + generation;
    }
}
