package dev.landlord.server.restate;

import java.io.IOException;
import java.time.Duration;

/** A request to Restate failed or was refused. The message says what to do. */
public final class RestateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String CONNECT = "failed to connect to restate server: ";
    private static final String ADVICE =
            "; is it running there? Check workflow.restate.endpoint and workflow.restate.admin_endpoint";

    private RestateException(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param request the method and the URL, in this and in the other methods */
    static RestateException unreachable(String request, IOException cause) {
        String reason = cause.getMessage() == null ? "no connection" : cause.getMessage();
        return new RestateException(CONNECT + request + ": " + reason + ADVICE, cause);
    }

    /**
     * Landlord has not reached Restate since it started.
     *
     * @param reason why, with the address of Restate
     */
    public static RestateException neverReached(String reason) {
        return new RestateException(CONNECT + reason + ADVICE, null);
    }

    static RestateException timedOut(String request, Duration timeout, IOException cause) {
        return new RestateException(
                "context deadline exceeded: " + request + " was not answered within " + timeout.toMillis()
                        + " ms; the restate server is overloaded, or the service that it calls does not respond",
                cause);
    }

    static RestateException interrupted(String request, InterruptedException cause) {
        return new RestateException("interrupted during " + request, cause);
    }

    static RestateException notAllowed(RestateResponse response, String body) {
        String reason = body.isBlank() ? "" : ": " + body.strip();
        return new RestateException(
                response.status() == 401
                        ? "401 Unauthorized: authentication failed: " + response.request() + reason
                                + "; check workflow.restate.auth_type and workflow.restate.api_key"
                        : "403 Forbidden: AccessDenied: " + response.request() + reason
                                + "; check the policies of the role (auth_type iam), or the permissions of the key"
                                + " (auth_type api_key)",
                null);
    }

    /** Landlord has no credentials for the request. */
    static RestateException notAuthenticated(Exception cause) {
        return new RestateException("cannot authenticate to the restate server: " + cause.getMessage(), cause);
    }

    static RestateException refused(RestateResponse response) {
        return new RestateException(
                "restate server refused " + response.request() + " with " + response.status() + ": "
                        + response.message(),
                null);
    }
}
