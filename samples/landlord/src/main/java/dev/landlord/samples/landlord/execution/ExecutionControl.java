package dev.landlord.samples.landlord.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.samples.landlord.blueprint.BlueprintParser;
import dev.landlord.samples.landlord.blueprint.BlueprintProblems;
import dev.landlord.samples.landlord.config.ServiceNames;
import dev.landlord.samples.landlord.restate.RestateAnswer;
import dev.landlord.samples.landlord.restate.RestateApi;
import dev.landlord.samples.landlord.restate.RestateException;
import dev.landlord.samples.landlord.restate.WorkflowNotRegistered;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts executions and ends them. All of it may be repeated. */
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
     * An execution that was to be started.
     *
     * @param executionId Restate's, {@code inv_…}
     * @param isNew {@code false} if one of that name had been started before, with whatever input
     */
    public record Started(String executionId, boolean isNew) {}

    /**
     * Starts an execution, and returns when Restate will not forget it. A name has one execution, so it
     * may be asked for again: nothing is started twice.
     *
     * @param name the key of the run
     * @param request what the workflow takes; of a blueprint that is a {@code BlueprintRun}
     * @throws BlueprintProblems if it cannot be a name
     * @throws WorkflowNotRegistered if Restate does not know the workflow's service yet
     */
    public Started start(WorkflowTarget workflow, String name, JsonNode request) {
        BlueprintParser.requireExecutionName(name);
        RestateAnswer answer = restate.ingress("POST", request, workflow.serviceName(), name, "run", "send");
        if (answer.status() == NOT_FOUND) {
            throw new WorkflowNotRegistered(workflow.serviceName());
        }
        String id = answer.orThrow().path("invocationId").asText();
        boolean isNew = answer.body().path("status").asText().equals("Accepted");
        if (isNew) {
            LOG.info("execution started execution_id={} workflow_id={}", id, workflow.workflowId());
        }
        return new Started(id, isNew);
    }

    /**
     * Cancels an execution: it ends at its next step, and what it did is undone. Never kills, which would
     * undo nothing. One that has ended stays as it is. Returns when Restate will not forget it, which is
     * before the execution has ended.
     *
     * @param name as of {@link ExecutionReader#find}
     * @param reason for the log and the execution's metadata; {@code null} or blank is none
     * @throws ExecutionNotFound if there is none
     */
    public void cancel(WorkflowTarget workflow, String name, String reason) {
        InvocationRow row = InvocationRow.of(invocations.find(workflow, name));
        if (row.standing().status().hasEnded()) {
            return;
        }
        LOG.info(
                "execution cancelled execution_id={} workflow_id={} reason={}",
                row.id(),
                workflow.workflowId(),
                reason);
        keep(row.id(), reason);
        accept(restate.admin("PATCH", null, "invocations", row.id(), "cancel"));
        if (row.standing().subState().isDegraded()) {
            // It would learn of it with its next attempt, and a paused one has none.
            accept(restate.admin("PATCH", null, "invocations", row.id(), "resume"));
        }
    }

    /** It may have ended in the meantime. */
    private static void accept(RestateAnswer answer) {
        if (answer.status() != NOT_FOUND && answer.status() != CONFLICT) {
            answer.orThrow();
        }
    }

    /** Before the cancellation, so that no cancelled execution lacks it; which happens without it too. */
    private void keep(String executionId, String reason) {
        if (reason == null || reason.isBlank()) {
            return;
        }
        try {
            cancelReasons.keep(executionId, reason);
        } catch (RestateException away) {
            LOG.warn("the reason to cancel {} is in this log only: {}", executionId, away.getMessage());
        }
    }
}
