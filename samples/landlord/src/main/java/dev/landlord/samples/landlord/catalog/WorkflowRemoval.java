package dev.landlord.samples.landlord.catalog;

import dev.landlord.samples.landlord.execution.ExecutionControl;
import dev.landlord.samples.landlord.execution.Invocations;
import dev.landlord.samples.landlord.execution.WorkflowTarget;
import dev.landlord.samples.landlord.restate.RestateApi;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Deletes workflows, but none whose executions have not ended: they could not be decided, cancelled or seen any more. */
public final class WorkflowRemoval {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String REASON = "workflow deleted";

    private final WorkflowCatalog catalog;
    private final ExecutionControl control;
    private final Invocations invocations;
    private final Duration limit;

    /** @param limit how long to wait until cancelled executions have undone what they did */
    public WorkflowRemoval(WorkflowCatalog catalog, ExecutionControl control, RestateApi restate, Duration limit) {
        this.catalog = catalog;
        this.control = control;
        this.invocations = new Invocations(restate);
        this.limit = limit;
    }

    /**
     * Deletes the workflow of that id, if it is there.
     *
     * @param isForced cancels the executions that have not ended, and waits until they have undone what they did
     * @throws WorkflowInUse if there are executions that have not ended; forced, if their undo takes longer than the limit
     * @throws WorkflowBuiltIn if it comes with Landlord
     */
    public void delete(String workflowId, boolean isForced) {
        catalog.requireNotBuiltIn(workflowId);
        catalog.kept(workflowId).ifPresent(workflow -> requireUnused(workflow, isForced));
        catalog.delete(workflowId);
    }

    private void requireUnused(WorkflowTarget workflow, boolean isForced) {
        List<String> executions = invocations.atWork(workflow);
        if (!executions.isEmpty() && !isForced) {
            throw WorkflowInUse.of(workflow.workflowId(), executions);
        }
        long deadline = System.nanoTime() + limit.toNanos();
        Set<String> cancelled = new HashSet<>();
        for (List<String> left = executions; !left.isEmpty(); left = invocations.atWork(workflow)) {
            // Once each: a second cancellation would reach the undo.
            left.stream().filter(cancelled::add).forEach(execution -> control.cancel(workflow, execution, REASON));
            if (System.nanoTime() > deadline) {
                throw WorkflowInUse.undoing(workflow.workflowId(), left);
            }
            pause(workflow, left);
        }
    }

    private static void pause(WorkflowTarget workflow, List<String> left) {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw WorkflowInUse.undoing(workflow.workflowId(), left);
        }
    }
}
