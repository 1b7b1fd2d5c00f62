package dev.landlord.samples.landlord.tenant;

import com.fasterxml.jackson.databind.JsonNode;

/** A tenant that is asked for, by the name that is its key. Anything may be {@code null}. */
public record CreateTenant(JsonNode desiredConfig, String computeProvider, JsonNode labels, JsonNode annotations) {}
