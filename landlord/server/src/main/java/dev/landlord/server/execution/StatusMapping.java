package dev.landlord.server.execution;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maps the status of an invocation at Restate to the status and the sub-state of an execution.
 *
 * <p>The result decides about {@code completed}. {@code paused} is neither success nor failure: Restate has used up the
 * attempts, and an operator must resume the invocation. An unknown status counts as running, and is logged once.
 */
final class StatusMapping {
    private static final Logger LOG = LoggerFactory.getLogger(StatusMapping.class);
    private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

    /** The code of a run that failed at its timeout. */
    private static final int TIMED_OUT = 504;

    /** The code of a cancelled run. */
    private static final int CANCELLED = 409;

    private StatusMapping() {}

    /** The mapped status of an invocation. */
    record InvocationState(ExecutionStatus status, SubState subState) {}

    /**
     * @param status the status at Restate, or at another engine
     * @param result {@code success} or {@code failure} if the invocation is completed, else {@code null}
     * @param failure the failure; may be {@code null}
     */
    static InvocationState of(String status, String result, ExecutionError failure) {
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "running", "active" -> new InvocationState(ExecutionStatus.RUNNING, SubState.RUNNING);
            case "suspended", "ready" -> new InvocationState(ExecutionStatus.RUNNING, SubState.WAITING);
            case "pending", "scheduled" -> new InvocationState(ExecutionStatus.PENDING, SubState.WAITING);
            case "backing-off", "backoff", "retrying", "retry" ->
                new InvocationState(ExecutionStatus.RUNNING, SubState.BACKING_OFF);
            case "paused" -> new InvocationState(ExecutionStatus.RUNNING, SubState.ERROR);
            case "succeeded", "success" -> new InvocationState(ExecutionStatus.SUCCEEDED, SubState.SUCCEEDED);
            case "completed" ->
                "success".equals(result)
                        ? new InvocationState(ExecutionStatus.SUCCEEDED, SubState.SUCCEEDED)
                        : new InvocationState(failed(failure), SubState.FAILED);
            case "failed", "error" -> new InvocationState(failed(failure), SubState.FAILED);
            default -> unknown(status);
        };
    }

    private static ExecutionStatus failed(ExecutionError failure) {
        if (failure == null) {
            return ExecutionStatus.FAILED;
        }
        if (failure.code() == TIMED_OUT) {
            return ExecutionStatus.TIMED_OUT;
        }
        // The message also lists failed undo actions.
        boolean isCancelled =
                failure.message().equals("cancelled") || failure.message().startsWith("cancelled; not undone: ");
        return failure.code() == CANCELLED && isCancelled ? ExecutionStatus.CANCELLED : ExecutionStatus.FAILED;
    }

    private static InvocationState unknown(String status) {
        if (WARNED.add(status)) {
            LOG.warn("unknown invocation status {}, treated as running; is this Restate newer than Landlord?", status);
        }
        return new InvocationState(ExecutionStatus.RUNNING, SubState.RUNNING);
    }
}
