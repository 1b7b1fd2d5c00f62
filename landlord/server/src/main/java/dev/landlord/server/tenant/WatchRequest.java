package dev.landlord.server.tenant;

/**
 * A request to report the end of a run to a tenant.
 *
 * @param tenant the name of the tenant
 * @param service the service of the run
 * @param executionName the key of the run
 */
public record WatchRequest(String tenant, String service, String executionName, String invocationId) {}
