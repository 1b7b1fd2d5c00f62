package dev.landlord.samples.landlord.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.samples.landlord.restate.RestateAnswer;
import dev.landlord.samples.landlord.restate.RestateApi;
import dev.landlord.samples.landlord.restate.RestateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run tells of itself by its handler {@code status}: what only the workflow knows.
 *
 * @param phase in lower case; {@code null} if nobody answered
 */
record RunStatus(String phase, List<UndoAction> undo, List<PendingApproval> pendingApprovals) {
    private static final Logger LOG = LoggerFactory.getLogger(RunStatus.class);
    private static final RunStatus UNKNOWN = new RunStatus(null, List.of(), List.of());

    /** Asks the run of that key; nothing is known if the process that serves the workflow is away. */
    static RunStatus ask(RestateApi restate, WorkflowTarget workflow, String name) {
        try {
            RestateAnswer answer = restate.ingress("POST", null, workflow.serviceName(), name, "status");
            return answer.isSuccess() ? of(answer.body()) : UNKNOWN;
        } catch (RestateException away) {
            LOG.warn("{}/{} does not tell its status: {}", workflow.serviceName(), name, away.getMessage());
            return UNKNOWN;
        }
    }

    private static RunStatus of(JsonNode status) {
        List<UndoAction> undo = new ArrayList<>();
        status.path("undo")
                .forEach(action -> undo.add(new UndoAction(
                        action.path("name").asText(),
                        lowerCase(action.path("outcome")),
                        action.path("reason").asText(null))));
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
