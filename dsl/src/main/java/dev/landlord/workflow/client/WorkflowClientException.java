package dev.landlord.workflow.client;

import org.jspecify.annotations.Nullable;

/**
 * A failure of a request of a generated client, with a subclass for each kind. The message says what happened and what
 * to do.
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

    WorkflowClientException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
