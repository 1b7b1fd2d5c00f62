package dev.landlord.samples.landlord.execution;

/** There is no such execution, or no longer. */
public final class ExecutionNotFound extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ExecutionNotFound(String message) {
        super(message);
    }

    static ExecutionNotFound named(WorkflowTarget workflow, String name) {
        return new ExecutionNotFound("execution not found: workflow " + workflow.workflowId() + " has no execution "
                + name + "; it was never started, or it ended more than 7 days ago, which is how long one is kept");
    }

    static ExecutionNotFound none(WorkflowTarget workflow) {
        return new ExecutionNotFound("execution not found: workflow " + workflow.workflowId()
                + " has no execution, or none that ended less than 7 days ago; start one");
    }
}
