package dev.landlord.server.execution;

/**
 * Identifies the executions of a workflow.
 *
 * @param workflowId the id of the workflow, such as {@code tenant-provisioning}
 * @param serviceName the name of its service at Restate, such as {@code TenantProvisioning}
 */
public record WorkflowTarget(String workflowId, String serviceName) {}
