package dev.landlord.samples.landlord.tenant;

/**
 * A run whose end a tenant waits for.
 *
 * @param tenant the tenant's name
 * @param service what runs
 * @param executionName its key
 */
public record RunToWatch(String tenant, String service, String executionName, String invocationId) {}
