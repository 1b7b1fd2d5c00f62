package dev.landlord.samples.landlord.execution;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landlord.samples.landlord.blueprint.ApprovalSubject;
import dev.landlord.samples.landlord.restate.RestateAnswer;
import dev.landlord.samples.landlord.restate.RestateApi;
import java.util.Locale;
import java.util.Optional;

/** Takes what people decide to the execution that waits for it. */
public final class Approvals {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RestateApi restate;
    private final Invocations invocations;

    public Approvals(RestateApi restate) {
        this.restate = restate;
        this.invocations = new Invocations(restate);
    }

    /**
     * What somebody decides.
     *
     * @param actor who
     * @param value what the approval comes with; {@code null} is nothing
     * @param reason why; {@code null} is not said
     * @param token the decision token of the actor, where one is wanted; else {@code null}
     * @param request which request is meant; {@code null} if there was only one
     */
    @JsonInclude(Include.NON_NULL)
    public record Decision(String actor, JsonNode value, String reason, String token, Integer request) {
        Decision of(int number) {
            return new Decision(actor, value, reason, token, number);
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "Decision[actor=" + actor + ", value=" + value + ", reason=" + reason + ", request=" + request + "]";
        }
    }

    /**
     * What was decided.
     *
     * @param outcome {@code approved} or {@code rejected}
     * @param at ISO 8601, in UTC
     */
    @JsonInclude(Include.NON_NULL)
    public record Decided(String approval, int request, String outcome, String actor, String at, String reason) {
        /** As callers know it: by the step of the blueprint. */
        Decided of(String step) {
            return new Decided(step, 1, outcome, actor, at, reason);
        }
    }

    /**
     * Approves what an execution waits for. The same decision again is answered with the first.
     *
     * @param name the execution's name, its id {@code inv_…}, or {@code latest}
     * @param approval of a blueprint it is the name of the step
     * @throws DecisionRefused if it was not taken
     * @throws ExecutionNotFound if there is no execution of that id, or none at all for {@code latest}
     */
    public Decided approve(WorkflowTarget workflow, String name, String approval, Decision decision) {
        return decide("approve", workflow, name, approval, decision);
    }

    /** The same for no; it has no value. */
    public Decided reject(WorkflowTarget workflow, String name, String approval, Decision decision) {
        Decision rejection =
                new Decision(decision.actor(), null, decision.reason(), decision.token(), decision.request());
        return decide("reject", workflow, name, approval, rejection);
    }

    private Decided decide(String verb, WorkflowTarget workflow, String name, String approval, Decision decision) {
        String key = invocations.key(workflow, name);
        Optional<Integer> request = ApprovalRequests.of(restate, workflow, key).number(approval);
        if (request.isEmpty()) {
            return send(verb, workflow, key, approval, decision);
        }
        requireFirst(approval, decision.request());
        try {
            return send(verb, workflow, key, ApprovalSubject.APPROVAL, decision.of(request.get()))
                    .of(approval);
        } catch (DecisionRefused refused) {
            throw refused.of(approval);
        }
    }

    /** A step asks once. */
    private static void requireFirst(String step, Integer request) {
        if (request != null && request != 1) {
            throw DecisionRefused.noRequest(step, request);
        }
    }

    private Decided send(String verb, WorkflowTarget workflow, String name, String approval, Decision decision) {
        if (!approval.matches("[A-Za-z][A-Za-z0-9_]*")) {
            throw DecisionRefused.noApproval(workflow, approval);
        }
        String handler = verb + approval.substring(0, 1).toUpperCase(Locale.ROOT) + approval.substring(1);
        RestateAnswer answer =
                restate.ingress("POST", JSON.valueToTree(decision), workflow.serviceName(), name, handler);
        if (!answer.isSuccess()) {
            throw answer.isFromHandler()
                    ? DecisionRefused.of(answer)
                    : DecisionRefused.unreached(answer, workflow, approval);
        }
        JsonNode decided = answer.body();
        return new Decided(
                decided.path("approval").asText(),
                decided.path("request").asInt(),
                decided.path("outcome").asText().toLowerCase(Locale.ROOT),
                decided.path("actor").asText(null),
                decided.path("at").asText(null),
                decided.path("reason").asText(null));
    }
}
