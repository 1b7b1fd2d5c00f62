package dev.landlord.server.execution;

/** The execution does not exist, or Restate has deleted it. */
public final class ExecutionNotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ExecutionNotFoundException(String message) {
        super(message);
    }

    static ExecutionNotFoundException named(WorkflowTarget workflow, String name) {
        return new ExecutionNotFoundException(
                "execution not found: workflow " + workflow.workflowId() + " has no execution " + name
                        + "; it was never started, or it ended more than 7 days ago, after which Restate deletes it");
    }

    static ExecutionNotFoundException none(WorkflowTarget workflow) {
        return new ExecutionNotFoundException("execution not found: workflow " + workflow.workflowId()
                + " has no execution, or none that ended less than 7 days ago; start one");
    }
}
