package dev.landlord.server.catalog;

import dev.landlord.server.execution.ExecutionControl;
import dev.landlord.server.execution.Invocations;
import dev.landlord.server.execution.WorkflowTarget;
import dev.landlord.server.restate.RestateApi;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Deletes workflows. Refuses to delete a workflow with running executions, because they could then not be displayed,
 * approved or cancelled any more.
 */
public final class WorkflowRemoval {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String REASON = "workflow deleted";

    private final WorkflowCatalog catalog;
    private final ExecutionControl control;
    private final Invocations invocations;
    private final Duration limit;

    /** @param limit the time limit of the undo of cancelled executions */
    public WorkflowRemoval(WorkflowCatalog catalog, ExecutionControl control, RestateApi restate, Duration limit) {
        this.catalog = catalog;
        this.control = control;
        this.invocations = new Invocations(restate);
        this.limit = limit;
    }

    /**
     * Deletes the workflow of that id, if it exists.
     *
     * @param isForced cancels the running executions, and waits for the end of their undo
     * @throws WorkflowInUseException if executions are running; if forced, if their undo exceeds the limit
     * @throws BuiltInWorkflowException if the workflow is built in
     */
    public void delete(String workflowId, boolean isForced) {
        catalog.requireNotBuiltIn(workflowId);
        catalog.stored(workflowId).ifPresent(workflow -> requireUnused(workflow, isForced));
        catalog.delete(workflowId);
    }

    private void requireUnused(WorkflowTarget workflow, boolean isForced) {
        List<String> executions = invocations.running(workflow);
        if (!executions.isEmpty() && !isForced) {
            throw WorkflowInUseException.of(workflow.workflowId(), executions);
        }
        long deadline = System.nanoTime() + limit.toNanos();
        Set<String> cancelled = new HashSet<>();
        for (List<String> left = executions; !left.isEmpty(); left = invocations.running(workflow)) {
            // Cancels each execution once: a second cancellation would cancel the undo.
            left.stream().filter(cancelled::add).forEach(execution -> control.cancel(workflow, execution, REASON));
            if (System.nanoTime() > deadline) {
                throw WorkflowInUseException.undoing(workflow.workflowId(), left);
            }
            pause(workflow, left);
        }
    }

    private static void pause(WorkflowTarget workflow, List<String> left) {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw WorkflowInUseException.undoing(workflow.workflowId(), left);
        }
    }
}
