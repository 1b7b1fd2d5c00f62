package dev.landlord.server.execution;

import dev.landlord.server.blueprint.ApprovalSubject;
import dev.landlord.server.restate.RestateResponse;
import dev.landlord.server.restate.WorkflowNotRegisteredException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A decision was not accepted, and has changed nothing. */
public final class DecisionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final Map<Integer, String> CODES = Map.of(
            400, "invalid_decision",
            403, "not_allowed",
            404, "approval_not_found",
            409, "already_decided",
            410, "too_late",
            503, "restate_unavailable");

    /** The shared approval in a message of its handler, where no name of a user stands. */
    private static final Pattern SHARED =
            Pattern.compile("(?:^|(?<= requested )|(?<= on ))" + ApprovalSubject.APPROVAL + "\\b");

    private final int status;
    private final String code;

    private DecisionException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /**
     * The handler of the run refused the decision.
     *
     * @throws dev.landlord.server.restate.RestateException if the handler failed for another reason
     */
    static DecisionException of(RestateResponse answer) {
        String code = CODES.get(answer.status());
        if (code == null) {
            answer.orThrow();
        }
        return new DecisionException(answer.status(), code, ExecutionError.forPeople(answer.message()));
    }

    /**
     * Restate does not know the handler: the approval does not exist, or the service is not registered yet.
     *
     * @throws WorkflowNotRegisteredException in the second case
     */
    static DecisionException unknownHandler(RestateResponse answer, WorkflowTarget workflow, String approval) {
        if (answer.status() != 404) {
            answer.orThrow();
        }
        if (!answer.message().contains("handler")) {
            throw new WorkflowNotRegisteredException(workflow.serviceName());
        }
        return noApproval(workflow, approval);
    }

    /** The same failure; its message names the step of the blueprint instead of the shared approval. */
    DecisionException withStep(String step) {
        return new DecisionException(
                status, code, SHARED.matcher(getMessage()).replaceAll(Matcher.quoteReplacement(step)));
    }

    static DecisionException noRequest(String step, int request) {
        return new DecisionException(
                404,
                "approval_not_found",
                "step \"" + step + "\" has one request, request 1; found request " + request);
    }

    static DecisionException noApproval(WorkflowTarget workflow, String approval) {
        return new DecisionException(
                404,
                "approval_not_found",
                "workflow " + workflow.workflowId() + " has no approval " + approval
                        + ", or the execution has not requested it yet; the status of the execution shows its requests");
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The code for programs, such as {@code already_decided}. */
    public String code() {
        return code;
    }
}
