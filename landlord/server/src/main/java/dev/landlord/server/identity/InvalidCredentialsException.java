package dev.landlord.server.identity;

/** A request without a key or token, or with one that is not valid. */
public final class InvalidCredentialsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidCredentialsException(String message) {
        super(message);
    }
}
