package dev.landlord.server.auth;

import dev.landlord.server.config.Secret;
import java.net.URI;
import java.util.Map;

/** {@code auth_type: api_key}: each request contains the key, so use https between machines. */
record ApiKeyAuthentication(Secret apiKey) implements Authentication {
    @Override
    public Map<String, String> headers(String method, URI url, byte[] body) {
        return Map.of("Authorization", "Bearer " + apiKey.reveal());
    }
}
