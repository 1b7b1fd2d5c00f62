package dev.landlord.samples.landlord.auth;

import dev.landlord.samples.landlord.config.AuthConfig;
import java.net.URI;
import java.util.Map;

/** Proves to Restate, or to the proxy before it, that a request comes from Landlord. */
public interface Authentication {
    /**
     * The headers to add to one request, which is then sent as it was described here, and soon: a signature holds for
     * some minutes.
     *
     * @param method such as {@code POST}
     * @param body empty where there is none
     * @throws AuthenticationException if there are no credentials to make them from; it may be tried again
     */
    Map<String, String> headers(String method, URI url, byte[] body) throws AuthenticationException;

    /** The authentication that is configured. */
    static Authentication of(AuthConfig config) {
        return switch (config.type()) {
            case NONE -> (method, url, body) -> Map.of();
            case API_KEY -> new ApiKeyAuthentication(config.apiKey().orElseThrow());
            case IAM -> IamAuthentication.of(config);
        };
    }
}
