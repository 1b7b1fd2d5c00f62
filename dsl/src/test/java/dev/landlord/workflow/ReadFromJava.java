package dev.landlord.workflow;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Java code that reads statuses and failures: each value that may be missing is an {@link Optional}. */
public final class ReadFromJava {
    private ReadFromJava() {}

    public static Map<String, Optional<?>> of(ApprovalStatus status) {
        Optional<Instant> expiresAt = status.getExpiresAt();
        Optional<Instant> at = status.getAt();
        Optional<String> actor = status.getActor();
        return new TreeMap<>(Map.of(
                "expiresAt", expiresAt,
                "at", at,
                "actor", actor,
                "subject", status.getSubject(),
                "requestedBy", status.getRequestedBy(),
                "awakeableId", status.getAwakeableId(),
                "reason", status.getReason()));
    }

    public static Optional<String> message(WorkflowStatus status) {
        return status.getFailure().map(FailureStatus::getMessage);
    }

    public static Optional<BusinessFailure> failure(WorkflowStatus status) {
        return status.getFailure().flatMap(FailureStatus::getBusinessFailure);
    }

    public static Optional<String> reason(WorkflowStatus status) {
        return status.getUndo().get(0).getReason();
    }

    public static Optional<String> subject(PendingApproval pending) {
        return pending.getSubject();
    }

    public static Optional<BusinessFailure> failure(String text) {
        return BusinessFailure.from(text);
    }

    public static Optional<Integer> request() {
        return new DecisionInput("alice", null, null, 2).getRequest();
    }
}
