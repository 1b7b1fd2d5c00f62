package dev.landlord.samples.landlord.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A change that is asked for. What is not there stays as it is; a null takes all of it away.
 *
 * @param merge whether the rest is a JSON merge patch of what is there; else it replaces it
 */
@JsonInclude(Include.NON_NULL)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record UpdateTenant(JsonNode desiredConfig, JsonNode labels, JsonNode annotations, boolean merge) {}
