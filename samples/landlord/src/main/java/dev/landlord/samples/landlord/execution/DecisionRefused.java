package dev.landlord.samples.landlord.execution;

import dev.landlord.samples.landlord.blueprint.ApprovalSubject;
import dev.landlord.samples.landlord.restate.RestateAnswer;
import dev.landlord.samples.landlord.restate.WorkflowNotRegistered;
import java.util.Map;
import java.util.regex.Matcher;

/** A decision was not taken; nothing has changed. */
public final class DecisionRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final Map<Integer, String> CODES = Map.of(
            400, "invalid_decision",
            403, "not_allowed",
            404, "approval_not_found",
            409, "already_decided",
            410, "too_late",
            503, "not_judged");

    private final int status;
    private final String code;

    private DecisionRefused(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /**
     * By the run itself, or by what reads the request for it.
     *
     * @throws dev.landlord.samples.landlord.restate.RestateException if that did not work
     */
    static DecisionRefused of(RestateAnswer answer) {
        String code = CODES.get(answer.status());
        if (code == null) {
            answer.orThrow();
        }
        return new DecisionRefused(answer.status(), code, ExecutionError.forPeople(answer.message()));
    }

    /**
     * By Restate, which does not know the handler: there is no such approval, or no such service yet.
     *
     * @throws WorkflowNotRegistered in the second case
     */
    static DecisionRefused unreached(RestateAnswer answer, WorkflowTarget workflow, String approval) {
        if (answer.status() != 404) {
            answer.orThrow();
        }
        if (!answer.message().contains("handler")) {
            throw new WorkflowNotRegistered(workflow.serviceName());
        }
        return noApproval(workflow, approval);
    }

    /** The same refusal in the words of a blueprint: by the name of the step. */
    DecisionRefused of(String step) {
        String words =
                getMessage().replaceFirst("^" + ApprovalSubject.APPROVAL + "\\b", Matcher.quoteReplacement(step));
        return new DecisionRefused(status, code, words);
    }

    static DecisionRefused noRequest(String step, int request) {
        return new DecisionRefused(
                404,
                "approval_not_found",
                "step \"" + step + "\" asks for its approval once, as request 1; found request " + request);
    }

    static DecisionRefused noApproval(WorkflowTarget workflow, String approval) {
        return new DecisionRefused(
                404,
                "approval_not_found",
                "workflow " + workflow.workflowId() + " has no approval " + approval
                        + ", or it has not been asked for yet; the execution tells what it waits for");
    }

    /** For HTTP. */
    public int status() {
        return status;
    }

    /** For programs: such as {@code already_decided}. */
    public String code() {
        return code;
    }
}
