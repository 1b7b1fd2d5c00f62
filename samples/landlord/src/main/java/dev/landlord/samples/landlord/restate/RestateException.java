package dev.landlord.samples.landlord.restate;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;

/** Restate could not be asked, or refused. The message says what to do. */
public final class RestateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String CONNECT = "failed to connect to restate server: ";
    private static final String ADVICE =
            "; is it running there? Check workflow.restate.endpoint and workflow.restate.admin_endpoint";

    private RestateException(String message, Throwable cause) {
        super(message, cause);
    }

    static RestateException away(HttpRequest request, IOException cause) {
        String why = cause.getMessage() == null ? "no connection" : cause.getMessage();
        return new RestateException(CONNECT + asked(request) + ": " + why + ADVICE, cause);
    }

    /**
     * Restate has not been reached since Landlord started.
     *
     * @param reason with the address
     */
    public static RestateException unreached(String reason) {
        return new RestateException(CONNECT + reason + ADVICE, null);
    }

    static RestateException late(HttpRequest request, Duration limit, IOException cause) {
        return new RestateException(
                "context deadline exceeded: " + asked(request) + " was not answered within " + limit.toMillis()
                        + " ms; the restate server is overloaded, or the service it calls is away",
                cause);
    }

    static RestateException interrupted(HttpRequest request, InterruptedException cause) {
        return new RestateException("interrupted during " + asked(request), cause);
    }

    static RestateException notAllowed(RestateAnswer answer, String body) {
        String told = body.isBlank() ? "" : ": " + body.strip();
        return new RestateException(
                answer.status() == 401
                        ? "401 Unauthorized: authentication failed: " + answer.from() + told
                                + "; check workflow.restate.auth_type and workflow.restate.api_key"
                        : "403 Forbidden: AccessDenied: " + answer.from() + told
                                + "; with auth_type iam check the policies of the role, with api_key what the key may do",
                null);
    }

    /** There is nothing to prove with who asks. */
    public static RestateException notSigned(Exception cause) {
        return new RestateException("cannot authenticate to the restate server: " + cause.getMessage(), cause);
    }

    static RestateException refused(RestateAnswer answer) {
        return new RestateException(
                "restate server refused " + answer.from() + " with " + answer.status() + ": " + answer.message(), null);
    }

    private static String asked(HttpRequest request) {
        return request.method() + " " + request.uri();
    }
}
