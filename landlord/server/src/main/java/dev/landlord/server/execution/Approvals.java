package dev.landlord.server.execution;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landlord.server.blueprint.ApprovalSubject;
import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.RestateResponse;
import java.util.Locale;
import java.util.Optional;

/** Sends the decisions of people to the executions that wait for them. */
public final class Approvals {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RestateApi restate;
    private final Invocations invocations;

    public Approvals(RestateApi restate) {
        this.restate = restate;
        this.invocations = new Invocations(restate);
    }

    /**
     * A decision.
     *
     * @param actor the person who decides
     * @param value the value of the approval; may be {@code null}
     * @param reason the reason; may be {@code null}
     * @param token the decision token of the actor, if the approval requires one; else {@code null}
     * @param request the number of the request; {@code null} if there was only one
     */
    @JsonInclude(Include.NON_NULL)
    public record Decision(String actor, JsonNode value, String reason, String token, Integer request) {
        Decision withRequest(int number) {
            return new Decision(actor, value, reason, token, number);
        }

        /** Does not contain the token. */
        @Override
        public String toString() {
            return "Decision[actor=" + actor + ", value=" + value + ", reason=" + reason + ", request=" + request + "]";
        }
    }

    /**
     * The accepted decision.
     *
     * @param outcome {@code approved} or {@code rejected}
     * @param at the time of the decision, ISO 8601 in UTC
     */
    @JsonInclude(Include.NON_NULL)
    public record DecisionResult(String approval, int request, String outcome, String actor, String at, String reason) {
        /** Replaces the shared approval by the step of the blueprint. */
        DecisionResult withStep(String step) {
            return new DecisionResult(step, 1, outcome, actor, at, reason);
        }
    }

    /**
     * Approves a request of an execution. If the same decision was accepted before, returns the first one.
     *
     * @param name the name of the execution, its id {@code inv_…}, or {@code latest}
     * @param approval the name of the approval; for a blueprint the name of the step
     * @throws DecisionException if the decision is not accepted
     * @throws ExecutionNotFoundException if the execution does not exist
     */
    public DecisionResult approve(WorkflowTarget workflow, String name, String approval, Decision decision) {
        return decide("approve", workflow, name, approval, decision);
    }

    /** Rejects a request; like {@link #approve}, without a value. */
    public DecisionResult reject(WorkflowTarget workflow, String name, String approval, Decision decision) {
        Decision rejection =
                new Decision(decision.actor(), null, decision.reason(), decision.token(), decision.request());
        return decide("reject", workflow, name, approval, rejection);
    }

    private DecisionResult decide(
            String verb, WorkflowTarget workflow, String name, String approval, Decision decision) {
        String key = invocations.key(workflow, name);
        Optional<Integer> request = ApprovalRequests.of(restate, workflow, key).number(approval);
        if (request.isEmpty()) {
            return send(verb, workflow, key, approval, decision);
        }
        requireFirst(approval, decision.request());
        try {
            return send(verb, workflow, key, ApprovalSubject.APPROVAL, decision.withRequest(request.get()))
                    .withStep(approval);
        } catch (DecisionException failure) {
            throw failure.withStep(approval);
        }
    }

    /** A step has one request. */
    private static void requireFirst(String step, Integer request) {
        if (request != null && request != 1) {
            throw DecisionException.noRequest(step, request);
        }
    }

    private DecisionResult send(String verb, WorkflowTarget workflow, String name, String approval, Decision decision) {
        if (!approval.matches("[A-Za-z][A-Za-z0-9_]*")) {
            throw DecisionException.noApproval(workflow, approval);
        }
        String handler = verb + approval.substring(0, 1).toUpperCase(Locale.ROOT) + approval.substring(1);
        RestateResponse response =
                restate.ingress("POST", JSON.valueToTree(decision), workflow.serviceName(), name, handler);
        if (!response.isSuccess()) {
            throw response.isFromHandler()
                    ? DecisionException.of(response)
                    : DecisionException.unknownHandler(response, workflow, approval);
        }
        JsonNode decided = response.body();
        return new DecisionResult(
                decided.path("approval").asText(),
                decided.path("request").asInt(),
                decided.path("outcome").asText().toLowerCase(Locale.ROOT),
                decided.path("actor").asText(null),
                decided.path("at").asText(null),
                decided.path("reason").asText(null));
    }
}
