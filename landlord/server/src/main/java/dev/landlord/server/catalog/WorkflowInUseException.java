package dev.landlord.server.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** A workflow cannot be deleted, because it has executions that have not ended. */
public final class WorkflowInUseException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int MAX_NAMED = 5;

    private WorkflowInUseException(String message) {
        super(message);
    }

    /** The deletion is not forced, so it must not cancel the executions. */
    static WorkflowInUseException of(String workflowId, List<String> executions) {
        return new WorkflowInUseException(
                "workflow " + workflowId + " has executions that have not ended: " + named(executions)
                        + "; wait for their end, or delete the workflow with force, which cancels and undoes them first");
    }

    /** The executions are cancelled, and their undo takes longer than the time limit of the request. */
    static WorkflowInUseException undoing(String workflowId, List<String> executions) {
        return new WorkflowInUseException("the executions of workflow " + workflowId
                + " are cancelled and have not finished their undo: " + named(executions)
                + "; delete the workflow again after their end");
    }

    private static String named(List<String> executions) {
        String names = executions.stream().limit(MAX_NAMED).collect(Collectors.joining(", "));
        int more = executions.size() - MAX_NAMED;
        return more > 0 ? names + " and " + more + " more" : names;
    }
}
