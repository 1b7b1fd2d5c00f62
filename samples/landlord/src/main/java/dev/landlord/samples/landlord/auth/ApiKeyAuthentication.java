package dev.landlord.samples.landlord.auth;

import dev.landlord.samples.landlord.config.Secret;
import java.net.URI;
import java.util.Map;

/** {@code auth_type: api_key}: the key goes along with every request, so use https outside of one machine. */
record ApiKeyAuthentication(Secret apiKey) implements Authentication {
    @Override
    public Map<String, String> headers(String method, URI url, byte[] body) {
        return Map.of("Authorization", "Bearer " + apiKey.reveal());
    }
}
