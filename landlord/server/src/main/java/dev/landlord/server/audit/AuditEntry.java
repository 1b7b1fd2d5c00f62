package dev.landlord.server.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;

/**
 * A change or a decision: who asked for what, and what came of it. Secrets are redacted.
 *
 * @param id the id of the request; for a change that follows from an earlier request, of the tenant and its version
 * @param at the time of the request
 * @param actor the user; {@code landlord} for a change that follows from an earlier request
 * @param remote the address from which the request came; {@code null} if there was no request
 * @param correlationId the correlation id of the request; {@code null} if there was no request
 * @param action the change, such as {@code tenant.update}
 * @param target the changed object, such as {@code tenant/acme}
 * @param request the body of the request; {@code null} if it had none
 * @param completedAt the time of the response; {@code null} if Landlord stopped before, so that the result is unknown
 * @param status the HTTP status of the response; {@code null} if it is unknown, or there was no request
 * @param code the code of the problem, such as {@code forbidden}; {@code null} after a success
 * @param before the object before the change; {@code null} if there was none
 * @param after the object after the change; {@code null} if there is none, or nothing was changed
 */
@JsonInclude(Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record AuditEntry(
        String id,
        @JsonSerialize(using = ToStringSerializer.class) Instant at,
        String actor,
        String remote,
        String correlationId,
        String action,
        String target,
        JsonNode request,
        @JsonSerialize(using = ToStringSerializer.class) Instant completedAt,
        Integer status,
        String code,
        JsonNode before,
        JsonNode after) {}
