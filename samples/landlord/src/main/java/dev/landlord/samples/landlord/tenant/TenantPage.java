package dev.landlord.samples.landlord.tenant;

import java.util.List;

/**
 * Some of the tenants there are.
 *
 * @param total how many there are in all, for the same filter
 */
public record TenantPage(List<TenantRecord> tenants, int total) {}
