package dev.landlord.server.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.RestateException;
import dev.landlord.server.restate.RestateResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The response of a run's handler {@code status}.
 *
 * @param phase the phase in lower case; {@code null} if the handler did not respond
 */
record RunStatus(String phase, List<UndoAction> undo, List<PendingApproval> pendingApprovals) {
    private static final Logger LOG = LoggerFactory.getLogger(RunStatus.class);
    private static final RunStatus UNKNOWN = new RunStatus(null, List.of(), List.of());

    /** Calls the handler; returns an empty status if the process that serves the workflow does not respond. */
    static RunStatus read(RestateApi restate, WorkflowTarget workflow, String name) {
        try {
            RestateResponse response = restate.ingress("POST", null, workflow.serviceName(), name, "status");
            return response.isSuccess() ? of(response.body()) : UNKNOWN;
        } catch (RestateException failure) {
            LOG.warn("cannot read the status of {}/{}: {}", workflow.serviceName(), name, failure.getMessage());
            return UNKNOWN;
        }
    }

    private static RunStatus of(JsonNode status) {
        List<UndoAction> undo = new ArrayList<>();
        Map<String, Integer> uses = new HashMap<>();
        status.path("undo").forEach(action -> {
            String name = action.path("name").asText();
            int use = uses.merge(name, 1, Integer::sum);
            undo.add(new UndoAction(
                    // The same number as in the journal, and so in the timeline.
                    use == 1 ? name : name + " #" + use,
                    lowerCase(action.path("outcome")),
                    action.path("reason").asText(null)));
        });
        List<PendingApproval> pending = new ArrayList<>();
        status.path("approvals").forEach(approval -> {
            if (approval.path("outcome").asText().equals("PENDING")) {
                pending.add(ApprovalRequests.shown(new PendingApproval(
                        null,
                        null,
                        approval.path("approval").asText(),
                        approval.path("request").asInt(),
                        approval.path("subject").asText(null),
                        approval.path("requestedBy").asText(null),
                        approval.path("requestedAt").asText(null),
                        approval.path("expiresAt").asText(null))));
            }
        });
        return new RunStatus(lowerCase(status.path("phase")), undo, pending);
    }

    private static String lowerCase(JsonNode constant) {
        return constant.asText().toLowerCase(Locale.ROOT);
    }
}
