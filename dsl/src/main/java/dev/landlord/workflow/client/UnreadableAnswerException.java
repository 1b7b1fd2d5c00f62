package dev.landlord.workflow.client;

/** The answer is not of the type that the client was generated with: another version is served, or another server answered. */
public final class UnreadableAnswerException extends WorkflowClientException {
    private static final long serialVersionUID = 1;

    UnreadableAnswerException(String message) {
        super(message);
    }
}
