package dev.landlord.server.compute;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The desired state of a tenant.
 *
 * @param name the unique name of the tenant
 * @param desiredConfig a JSON object, in the format of the provider
 */
public record TenantSpec(String name, JsonNode desiredConfig) {}
