package dev.landlord.workflow.client;

/** The request was refused, and nothing has changed. */
public sealed class RequestRefusedException extends WorkflowClientException permits AlreadyDecidedException {
    private static final long serialVersionUID = 1;

    private final int code;

    RequestRefusedException(int code, String message) {
        super(message);
        this.code = code;
    }

    /**
     * Why, as an HTTP status: 400 malformed, 401 not authenticated, 403 not allowed, 404 not asked for, 409 another
     * one was accepted, 410 too late, 503 it could not be judged.
     */
    public int code() {
        return code;
    }
}
