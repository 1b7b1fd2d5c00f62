package dev.landlord.samples.landlord.execution;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Restate's words for the state of an invocation mean.
 *
 * <p>{@code completed} is judged by how it ended. {@code paused} is no success and no failure: the
 * attempts are used up, and an operator is to resume it. A word that is not known counts as running,
 * and is warned of once.
 */
final class StatusMapping {
    private static final Logger LOG = LoggerFactory.getLogger(StatusMapping.class);
    private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

    /** What a run fails with that took too long: the code of a workflow's timeout. */
    private static final int TIMED_OUT = 504;

    /** The code of what ended a run from outside. */
    private static final int ENDED = 409;

    private StatusMapping() {}

    /** Where an execution stands. */
    record Standing(ExecutionStatus status, SubState subState) {}

    /**
     * @param status Restate's, or one of the words that others use for it
     * @param result {@code success} or {@code failure} if it is completed, else {@code null}
     * @param failure what it failed with, else {@code null}
     */
    static Standing of(String status, String result, ExecutionError failure) {
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "running", "active" -> new Standing(ExecutionStatus.RUNNING, SubState.RUNNING);
            case "suspended", "ready" -> new Standing(ExecutionStatus.RUNNING, SubState.WAITING);
            case "pending", "scheduled" -> new Standing(ExecutionStatus.PENDING, SubState.WAITING);
            case "backing-off", "backoff", "retrying", "retry" ->
                new Standing(ExecutionStatus.RUNNING, SubState.BACKING_OFF);
            case "paused" -> new Standing(ExecutionStatus.RUNNING, SubState.ERROR);
            case "succeeded", "success" -> new Standing(ExecutionStatus.SUCCEEDED, SubState.SUCCEEDED);
            case "completed" ->
                "success".equals(result)
                        ? new Standing(ExecutionStatus.SUCCEEDED, SubState.SUCCEEDED)
                        : new Standing(failed(failure), SubState.FAILED);
            case "failed", "error" -> new Standing(failed(failure), SubState.FAILED);
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
        // What could not be undone after it stands behind it.
        boolean isCancelled =
                failure.message().equals("cancelled") || failure.message().startsWith("cancelled; not undone: ");
        return failure.code() == ENDED && isCancelled ? ExecutionStatus.CANCELLED : ExecutionStatus.FAILED;
    }

    private static Standing unknown(String status) {
        if (WARNED.add(status)) {
            LOG.warn("unknown invocation status {}, taken for running; is this Restate newer than Landlord?", status);
        }
        return new Standing(ExecutionStatus.RUNNING, SubState.RUNNING);
    }
}
