package dev.landlord.server.tenant;

import java.util.List;

/**
 * A page of a list of tenants.
 *
 * @param total the number of all tenants that match the filter
 */
public record TenantPage(List<TenantRecord> tenants, int total) {}
