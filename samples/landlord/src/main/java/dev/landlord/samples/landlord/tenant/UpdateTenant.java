package dev.landlord.samples.landlord.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A change that is asked for. What is {@code null} stays as it is.
 *
 * @param merge whether the rest is a JSON merge patch of what is there; else it replaces it
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record UpdateTenant(JsonNode desiredConfig, JsonNode labels, JsonNode annotations, boolean merge) {}
