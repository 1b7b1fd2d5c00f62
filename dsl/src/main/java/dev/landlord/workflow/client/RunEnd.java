package dev.landlord.workflow.client;

import dev.landlord.workflow.FailureStatus;
import dev.landlord.workflow.UndoOutcome;
import dev.landlord.workflow.UndoStatus;
import dev.landlord.workflow.WorkflowPhase;
import dev.landlord.workflow.WorkflowStatus;
import dev.landlord.workflow.errors.ErrorMessage;
import java.util.List;
import java.util.stream.Collectors;

/** Builds the message about a run that failed: the cause, and the effects that are not undone. */
final class RunEnd {
    private static final int CONFLICT = 409;

    private RunEnd() {}

    static String message(String what, WorkflowStatus status) {
        return what + ": " + ErrorMessage.sentence(cause(status)) + " " + left(status);
    }

    private static String cause(WorkflowStatus status) {
        if (isKilled(status)) {
            return "the run was killed";
        }
        if (isCancelled(status)) {
            return "the run was cancelled";
        }
        return status.getFailure()
                .map(failure -> "the run failed with " + failure.getCode() + ": " + failure.getMessage())
                .orElse("the run failed");
    }

    /** Whether an operator killed the run: the words are Restate's. */
    static boolean isKilled(WorkflowStatus status) {
        return status.getPhase() == WorkflowPhase.FAILED && isFailure(status, "killed");
    }

    private static boolean isCancelled(WorkflowStatus status) {
        return status.getPhase() == WorkflowPhase.CANCELLED || isFailure(status, "cancelled");
    }

    private static boolean isFailure(WorkflowStatus status, String message) {
        return status.getFailure()
                .filter(failure -> failure.getCode() == CONFLICT)
                .map(FailureStatus::getMessage)
                .filter(message::equals)
                .isPresent();
    }

    private static String left(WorkflowStatus status) {
        List<UndoStatus> undo = status.getUndo();
        List<UndoStatus> failed = with(undo, UndoOutcome.FAILED);
        List<UndoStatus> pending = with(undo, UndoOutcome.PENDING);
        int done = undo.size() - failed.size() - pending.size();
        StringBuilder left = new StringBuilder();
        if (!failed.isEmpty()) {
            left.append("Not undone, because its undo action failed: ")
                    .append(failed.stream().map(RunEnd::withReason).collect(Collectors.joining(", ")))
                    .append(". ");
        }
        if (isKilled(status)) {
            if (!pending.isEmpty()) {
                left.append("Not undone, because of the kill: ")
                        .append(pending.stream().map(RunEnd::name).collect(Collectors.joining(", ")))
                        .append(". ");
            }
            String rest = undo.isEmpty() ? "Everything" : "Everything else";
            left.append(rest).append(" that the run did is still there. ");
        }
        return left.append(undone(done, undo.size())).toString();
    }

    private static String undone(int done, int all) {
        if (all == 0) {
            return "No undo action ran.";
        }
        if (done < all) {
            return done + " of " + all + (all == 1 ? " undo action" : " undo actions") + " succeeded.";
        }
        return all == 1 ? "Its undo action succeeded." : "All " + all + " undo actions succeeded.";
    }

    private static List<UndoStatus> with(List<UndoStatus> undo, UndoOutcome outcome) {
        return undo.stream().filter(action -> action.getOutcome() == outcome).toList();
    }

    private static String withReason(UndoStatus action) {
        return name(action) + " (" + action.getReason().orElse("without a reason") + ")";
    }

    private static String name(UndoStatus action) {
        return '"' + action.getName() + '"';
    }
}
