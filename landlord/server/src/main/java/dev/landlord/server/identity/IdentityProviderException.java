package dev.landlord.server.identity;

import java.net.URI;

/** The keys of the OpenID provider cannot be read now, so that no token can be verified. */
public final class IdentityProviderException extends RuntimeException {
    private static final long serialVersionUID = 1;

    IdentityProviderException(URI issuer, Exception cause) {
        super("the keys of " + issuer + " cannot be read: " + cause.getMessage(), cause);
    }
}
