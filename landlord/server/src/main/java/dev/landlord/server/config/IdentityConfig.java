package dev.landlord.server.config;

import java.net.URI;
import java.util.Optional;

/**
 * How Landlord authenticates the callers of its HTTP API. Without an admin key and without an issuer it does not
 * authenticate them, and listens on loopback only.
 *
 * @param adminKey the key of the user {@code admin}, who creates the other API keys
 * @param oidc present if OpenID Connect is configured
 */
public record IdentityConfig(Optional<Secret> adminKey, Optional<Oidc> oidc) {
    /** A shorter key could be guessed. */
    private static final int MIN_KEY = 32;

    /**
     * The tokens of an OpenID provider that are accepted.
     *
     * @param issuer the value of {@code iss}
     * @param audience a value of {@code aud}
     * @param jwks the keys that sign tokens; if absent, the issuer's discovery document names it
     * @param roleClaim the claim with the roles, a text or a list; dots lead into objects
     * @param nameClaim the claim with the name of the user
     */
    public record Oidc(URI issuer, String audience, Optional<URI> jwks, String roleClaim, String nameClaim) {}

    static IdentityConfig read(Values values) {
        Optional<Secret> adminKey = values.secret(Key.AUTH_ADMIN_KEY);
        adminKey.ifPresent(key -> {
            int length = key.reveal().length();
            if (length < MIN_KEY || !key.reveal().matches("[\\x21-\\x7e]+")) {
                values.error(
                        Key.AUTH_ADMIN_KEY,
                        "admin_key must have at least " + MIN_KEY
                                + " letters, digits and marks of ASCII without spaces, got "
                                + (length < MIN_KEY ? String.valueOf(length) : "others")
                                + "; create one with: openssl rand -hex 32");
            }
        });
        Optional<URI> issuer = values.url(Key.OIDC_ISSUER);
        Optional<String> audience = values.text(Key.OIDC_AUDIENCE);
        Optional<URI> jwks = values.url(Key.OIDC_JWKS_URI);
        if (issuer.isPresent() && audience.isEmpty()) {
            values.error(
                    Key.OIDC_AUDIENCE, "audience must be set with issuer: a token for another service is no proof");
        }
        if (issuer.isEmpty() && (audience.isPresent() || jwks.isPresent())) {
            values.error(Key.OIDC_ISSUER, "issuer must be set with audience and jwks_uri");
        }
        return new IdentityConfig(
                adminKey,
                issuer.map(found -> new Oidc(
                        found,
                        audience.orElse(""),
                        jwks,
                        values.requiredText(Key.OIDC_ROLE_CLAIM),
                        values.requiredText(Key.OIDC_NAME_CLAIM))));
    }

    /** Whether a request needs a key or a token. */
    public boolean isRequired() {
        return adminKey.isPresent() || oidc.isPresent();
    }
}
