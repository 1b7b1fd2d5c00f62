package dev.landlord.samples.landlord.execution;

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
 * A run of a workflow. Those of a list have no input, output, phase, steps, undo actions and approvals.
 *
 * @param executionId Restate's, {@code inv_…}
 * @param executionName the key of the run
 * @param phase how far the workflow says it has come, such as {@code compensating}; {@code null} if
 *     its service does not answer
 * @param restateStatus what Restate says, such as {@code suspended}
 * @param retryCount how many attempts have failed since it began or last waited, as Restate counts them
 * @param lastFailure of the last of these
 * @param startedAt {@code null} before it begins
 * @param endedAt {@code null} before it ends
 * @param undo in the order in which they run
 * @param metadata {@code cancel_reason}, if one was given
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
        @JsonSerialize(using = ToStringSerializer.class) Instant startedAt,
        @JsonSerialize(using = ToStringSerializer.class) Instant endedAt,
        List<ExecutionStep> steps,
        List<UndoAction> undo,
        List<PendingApproval> pendingApprovals,
        Map<String, String> metadata) {}
