package dev.landlord.server.auth;

import dev.landlord.server.config.AuthConfig;
import java.net.URI;
import java.util.Map;

/** Authenticates the requests of Landlord to Restate, or to the proxy in front of it. */
public interface Authentication {
    /**
     * Returns the headers to add to one request. They are valid for exactly this request, and a signature expires after
     * some minutes.
     *
     * @param method the HTTP method, such as {@code POST}
     * @param body the body; empty if the request has none
     * @throws AuthenticationException if there are no credentials; a later call may succeed
     */
    Map<String, String> headers(String method, URI url, byte[] body) throws AuthenticationException;

    /** No authentication. */
    Authentication NONE = (method, url, body) -> Map.of();

    /** The configured authentication. */
    static Authentication of(AuthConfig config) {
        return switch (config.type()) {
            case NONE -> NONE;
            case API_KEY -> new ApiKeyAuthentication(config.apiKey().orElseThrow());
            case IAM -> IamAuthentication.of(config);
        };
    }
}
