package dev.landlord.samples.landlord.execution;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * What people are to decide.
 *
 * @param workflowId and {@code executionName}: whose it is; {@code null} within an execution
 * @param request which request for it, from 1
 * @param requestedAt ISO 8601, in UTC
 * @param expiresAt likewise; {@code null} is never
 */
@JsonInclude(Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record PendingApproval(
        String workflowId,
        String executionName,
        String approval,
        int request,
        String subject,
        String requestedBy,
        String requestedAt,
        String expiresAt) {
    PendingApproval of(String workflowId, String executionName) {
        return new PendingApproval(
                workflowId, executionName, approval, request, subject, requestedBy, requestedAt, expiresAt);
    }
}
