package dev.landlord.server.auth;

import java.io.IOException;

/** There are no credentials for a request. */
public final class AuthenticationException extends IOException {
    private static final long serialVersionUID = 1;

    public AuthenticationException(String message, Throwable cause) {
        super(message, cause);
    }
}
