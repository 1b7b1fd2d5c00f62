package dev.landlord.samples.landlord.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/** A tenant that is asked for, by the name that is its key. Anything may be {@code null}. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record CreateTenant(JsonNode desiredConfig, String computeProvider, JsonNode labels, JsonNode annotations) {}
