package dev.landlord.samples.landlord.execution;

/**
 * A workflow whose executions are meant.
 *
 * @param workflowId such as {@code tenant-provisioning}
 * @param serviceName what Restate knows it by, such as {@code TenantProvisioning}
 */
public record WorkflowTarget(String workflowId, String serviceName) {}
