package dev.landlord.workflow.client;

/**
 * A failure of a request of a generated client; each kind is a class of its own. The message alone tells an operator
 * what happened, and what is left to do.
 */
public abstract sealed class WorkflowClientException extends RuntimeException
        permits RunFailedException,
                RunNotFoundException,
                ServiceNotFoundException,
                RequestRefusedException,
                WaitTimeoutException,
                UnreachableException,
                ClientClosedException,
                UnreadableAnswerException {
    private static final long serialVersionUID = 1;

    WorkflowClientException(String message) {
        super(message);
    }

    WorkflowClientException(String message, Throwable cause) {
        super(message, cause);
    }
}
