package dev.landlord.samples.landlord.tenant;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A change that is asked for. What is {@code null} stays as it is.
 *
 * @param merge whether the rest is a JSON merge patch of what is there; else it replaces it
 */
public record UpdateTenant(JsonNode desiredConfig, JsonNode labels, JsonNode annotations, boolean merge) {}
