package dev.landlord.server.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A request to create a tenant; the key of the object is the name. All members may be {@code null}.
 *
 * @param requestedBy the user who asks for it, and so may not approve it
 */
@JsonInclude(Include.NON_NULL)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record CreateTenant(
        JsonNode desiredConfig,
        String computeProvider,
        JsonNode displayName,
        JsonNode labels,
        JsonNode annotations,
        String requestedBy) {}
