package dev.landlord.server.identity;

import dev.landlord.server.config.IdentityConfig;
import dev.landlord.server.config.Secret;
import java.util.EnumSet;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the user who sends a request, by its header {@code Authorization: Bearer KEY-OR-TOKEN}. */
public final class Authenticator {
    private static final Pattern BEARER = Pattern.compile("(?i)bearer +(\\S+) *");

    private final boolean isRequired;
    private final Optional<String> adminKeyHash;
    private final ApiKeys keys;
    private final Optional<BearerTokens> tokens;

    public Authenticator(IdentityConfig config, ApiKeys keys) {
        this.isRequired = config.isRequired();
        this.adminKeyHash = config.adminKey().map(Secret::reveal).map(KeyText::sha256);
        this.keys = keys;
        this.tokens = config.oidc().map(BearerTokens::new);
    }

    /** Whether a request needs a key or a token. */
    public boolean isRequired() {
        return isRequired;
    }

    /**
     * The user who sends the request; {@link User#ANYONE} if no key or token is required.
     *
     * @param authorization the header; may be {@code null}
     * @throws InvalidCredentialsException if the header is missing, or its key or token is not valid
     * @throws IdentityProviderException if a token cannot be verified now
     */
    public User user(String authorization) {
        if (!isRequired) {
            return User.ANYONE;
        }
        if (authorization == null) {
            throw new InvalidCredentialsException(
                    "expected the header Authorization: Bearer, with an API key or a token");
        }
        Matcher bearer = BEARER.matcher(authorization);
        if (!bearer.matches()) {
            throw new InvalidCredentialsException(
                    "expected Authorization: Bearer, with an API key or a token; found another scheme");
        }
        String credential = bearer.group(1);
        if (adminKeyHash.isPresent() && KeyText.isSame(adminKeyHash.get(), KeyText.sha256(credential))) {
            return new User(User.ADMIN, EnumSet.of(Role.ADMIN));
        }
        if (KeyText.parse(credential).isPresent() || tokens.isEmpty()) {
            return keys.find(credential)
                    .orElseThrow(() -> new InvalidCredentialsException("the API key is not known; it may be revoked"));
        }
        return tokens.get().user(credential);
    }
}
