package dev.landlord.server.execution;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Selects executions of a workflow.
 *
 * @param statuses the statuses of which an execution has one; empty selects all
 * @param subStates the sub-states of which an execution has one; empty selects all
 * @param since the time since which an execution must have been requested
 */
public record ExecutionFilter(Set<ExecutionStatus> statuses, Set<SubState> subStates, Optional<Instant> since) {
    /** Selects all executions. */
    public static ExecutionFilter none() {
        return new ExecutionFilter(Set.of(), Set.of(), Optional.empty());
    }

    /**
     * Whether the filter selects only one of running and waiting executions. Restate's status does not show which of the
     * executions that it has in memory only wait; their journals do.
     */
    boolean needsJournals() {
        return subStates.contains(SubState.RUNNING) != subStates.contains(SubState.WAITING);
    }
}
