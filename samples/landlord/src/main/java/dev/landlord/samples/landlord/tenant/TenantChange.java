package dev.landlord.samples.landlord.tenant;

/**
 * What came of a request.
 *
 * @param tenant after it
 * @param started whether a workflow was begun for it, or will be as soon as the one at work has ended
 */
public record TenantChange(TenantRecord tenant, boolean started) {}
