package dev.landlord.server.execution;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landlord.server.blueprint.ApprovalSubject;
import dev.landlord.server.decision.DecisionTokens;
import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.RestateResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Sends the decisions of users to the executions that wait for them, each with a token that proves to the execution who
 * decides.
 */
public final class Approvals {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int FORBIDDEN = 403;

    private final RestateApi restate;
    private final DecisionTokens tokens;
    private final Invocations invocations;

    public Approvals(RestateApi restate, DecisionTokens tokens) {
        this.restate = restate;
        this.tokens = tokens;
        this.invocations = new Invocations(restate);
    }

    /**
     * A decision.
     *
     * @param actor the user who decides
     * @param value the value of the approval; may be {@code null}
     * @param reason the reason; may be {@code null}
     * @param request the number of the request; {@code null} if there was only one
     */
    @JsonInclude(Include.NON_NULL)
    public record Decision(String actor, JsonNode value, String reason, Integer request) {
        Decision withRequest(int number) {
            return new Decision(actor, value, reason, number);
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
        Decision rejection = new Decision(decision.actor(), null, decision.reason(), decision.request());
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
        Optional<String> token = token(workflow, name, approval, decision);
        RestateResponse response = post(workflow, name, handler, decision, token);
        if (response.status() == FORBIDDEN && response.isFromHandler() && token.isEmpty()) {
            // The execution has requested the approval after its status was read.
            response = post(workflow, name, handler, decision, token(workflow, name, approval, decision));
        }
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

    private RestateResponse post(
            WorkflowTarget workflow, String name, String handler, Decision decision, Optional<String> token) {
        ObjectNode body = JSON.valueToTree(decision);
        token.ifPresent(text -> body.put("token", text));
        return restate.call(Optional.empty(), body, workflow.serviceName(), name, handler);
    }

    /**
     * A token for the request of the decision; empty if there is no such request, or the decision does not say which of
     * several it means. The execution then refuses the decision with the reason.
     */
    private Optional<String> token(WorkflowTarget workflow, String name, String approval, Decision decision) {
        RestateResponse status = restate.ingress("POST", null, workflow.serviceName(), name, "status");
        List<JsonNode> requests = new ArrayList<>();
        status.body().path("approvals").forEach(request -> {
            if (request.path("approval").asText().equals(approval)) {
                requests.add(request);
            }
        });
        Integer number = decision.request() == null && requests.size() == 1 ? Integer.valueOf(1) : decision.request();
        return requests.stream()
                .filter(request -> number != null && request.path("request").asInt() == number)
                .findFirst()
                .map(request ->
                        tokens.sign(invocations.find(workflow, name).path("id").asText(), request, decision.actor()));
    }
}
