package dev.landlord.samples.landlord.compute;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a tenant is to be.
 *
 * @param name unique among the tenants there are
 * @param desiredConfig an object; what is in it, the provider says
 */
public record TenantSpec(String name, JsonNode desiredConfig) {}
