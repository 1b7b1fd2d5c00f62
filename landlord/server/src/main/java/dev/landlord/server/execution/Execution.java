package dev.landlord.server.execution;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A run of a workflow. In a list, executions have no input, output, phase, steps, undo actions and approvals.
 *
 * @param executionId the id at Restate, {@code inv_…}
 * @param executionName the key of the run
 * @param phase the phase that the run reports, such as {@code compensating}; {@code null} if its service does not respond
 * @param restateStatus the status at Restate, such as {@code suspended}
 * @param retryCount the number of failed attempts since the run started or last waited, as Restate counts them
 * @param lastFailure the failure of the last failed attempt
 * @param createdAt the time of the request that started it
 * @param startedAt {@code null} before the start
 * @param endedAt {@code null} before the end
 * @param undo the undo actions in the order in which they run
 * @param metadata {@code cancel_reason}, if a reason was given
 */
@JsonInclude(Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record Execution(
        String executionId,
        String executionName,
        String workflowId,
        String serviceName,
        ExecutionStatus status,
        SubState subState,
        String phase,
        String restateStatus,
        long retryCount,
        String lastFailure,
        JsonNode input,
        JsonNode output,
        ExecutionError error,
        @JsonSerialize(using = ToStringSerializer.class) Instant createdAt,
        @JsonSerialize(using = ToStringSerializer.class) Instant startedAt,
        @JsonSerialize(using = ToStringSerializer.class) Instant endedAt,
        List<ExecutionStep> steps,
        List<UndoAction> undo,
        List<PendingApproval> pendingApprovals,
        Map<String, String> metadata) {}
