package dev.landlord.server.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A request to change a tenant. A missing member changes nothing; a JSON null removes the display name, or all
 * entries of another member.
 *
 * @param requestedBy the user who asks for it, and so may not approve it
 * @param merge whether the members are JSON merge patches; otherwise they replace the existing values
 * @param version the version that the tenant must have; {@code null}: any
 */
@JsonInclude(Include.NON_NULL)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record UpdateTenant(
        JsonNode desiredConfig,
        JsonNode displayName,
        JsonNode labels,
        JsonNode annotations,
        String requestedBy,
        boolean merge,
        Long version) {}
