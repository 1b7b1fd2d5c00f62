package dev.landlord.workflow.client;

/** The client was closed before the answer to a request came. Runs go on. */
public final class ClientClosedException extends WorkflowClientException {
    private static final long serialVersionUID = 1;

    ClientClosedException(String message) {
        super(message);
    }
}
