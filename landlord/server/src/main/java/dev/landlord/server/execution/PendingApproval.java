package dev.landlord.server.execution;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A pending approval request.
 *
 * @param workflowId the id of the workflow; {@code null} within an execution
 * @param executionName the name of the execution; {@code null} within an execution
 * @param request the number of the request, from 1
 * @param requestedAt the time of the request, ISO 8601 in UTC
 * @param expiresAt the deadline, ISO 8601 in UTC; {@code null} means none
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
        String expiresAt) {}
