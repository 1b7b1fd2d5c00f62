package dev.landlord.workflow.client;

/** Restate, a gateway before it or the run refused the request, and nothing has changed. */
public sealed class RequestRefusedException extends WorkflowClientException permits AlreadyDecidedException {
    private static final long serialVersionUID = 1;

    private final int code;

    RequestRefusedException(int code, String message) {
        super(message);
        this.code = code;
    }

    /**
     * The reason as an HTTP status: 400 malformed, 401 not authenticated, 403 not allowed, 404 not requested, 409
     * another value was accepted before, 410 too late or withdrawn, 503 the service could not check the request.
     */
    public int getCode() {
        return code;
    }
}
