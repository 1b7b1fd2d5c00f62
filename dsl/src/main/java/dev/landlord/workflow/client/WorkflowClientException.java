package dev.landlord.workflow.client;

/** What a generated client throws; each way to fail is a class of its own. */
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
