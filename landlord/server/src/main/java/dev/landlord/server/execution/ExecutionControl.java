package dev.landlord.server.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.server.blueprint.BlueprintParser;
import dev.landlord.server.blueprint.InvalidBlueprintException;
import dev.landlord.server.config.ServiceNames;
import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.RestateResponse;
import dev.landlord.server.restate.WorkflowNotRegisteredException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and cancels executions. All methods are idempotent. */
public final class ExecutionControl {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutionControl.class);

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final RestateApi restate;
    private final Invocations invocations;
    private final CancelReasons cancelReasons;

    public ExecutionControl(RestateApi restate, ServiceNames names) {
        this.restate = restate;
        this.invocations = new Invocations(restate);
        this.cancelReasons = new CancelReasons(restate, names);
    }

    /**
     * The result of a request to start an execution.
     *
     * @param executionId the id at Restate, {@code inv_…}
     * @param isNew {@code false} if an execution of that name was started before, with any input
     */
    public record Started(String executionId, boolean isNew) {}

    /**
     * Starts an execution, and returns when Restate has stored the request. There is one execution for each name, so a
     * repeated request does not start a second one.
     *
     * @param name the key of the run
     * @param request the input of the workflow; for a blueprint a {@code BlueprintRun}
     * @throws InvalidBlueprintException if the name is invalid
     * @throws WorkflowNotRegisteredException if Restate has not registered the service of the workflow yet
     */
    public Started start(WorkflowTarget workflow, String name, JsonNode request) {
        BlueprintParser.requireExecutionName(name);
        RestateResponse answer = restate.call(Optional.empty(), request, workflow.serviceName(), name, "run", "send");
        if (answer.status() == NOT_FOUND) {
            throw new WorkflowNotRegisteredException(workflow.serviceName());
        }
        String id = answer.orThrow().path("invocationId").asText();
        boolean isNew = answer.body().path("status").asText().equals("Accepted");
        if (isNew) {
            LOG.info("execution started execution_id={} workflow_id={}", id, workflow.workflowId());
        }
        return new Started(id, isNew);
    }

    /**
     * Cancels an execution: it stops at its next step, and runs its undo actions. Never kills an execution, because that
     * would skip the undo actions. Does nothing if the execution has ended, or was cancelled before. Returns when Restate has
     * stored the request, which is before the end of the execution.
     *
     * @param name see {@link ExecutionReader#find}
     * @param reason the reason, for the log and the metadata of the execution
     * @throws ExecutionNotFoundException if the execution does not exist
     */
    public void cancel(WorkflowTarget workflow, String name, String reason) {
        InvocationRow row = InvocationRow.of(invocations.find(workflow, name));
        if (row.state().status().hasEnded()) {
            return;
        }
        LOG.info(
                "execution cancelled execution_id={} workflow_id={} reason={}",
                row.id(),
                workflow.workflowId(),
                reason);
        cancelReasons.cancel(row.id(), reason);
        if (row.state().subState().isDegraded()) {
            // The cancellation arrives with the next attempt, and a paused execution has none.
            requireSuccess(restate.admin("PATCH", null, "invocations", row.id(), "resume"));
        }
    }

    /** Ignores that the execution has ended in the meantime. */
    private static void requireSuccess(RestateResponse answer) {
        if (answer.status() != NOT_FOUND && answer.status() != CONFLICT) {
            answer.orThrow();
        }
    }
}
