package dev.landlord.server.tenant;

/**
 * The result of a request to change a tenant.
 *
 * @param tenant the tenant after the change
 * @param started whether a workflow was started, or will start as soon as the current run has ended
 */
public record TenantChange(TenantRecord tenant, boolean started) {}
