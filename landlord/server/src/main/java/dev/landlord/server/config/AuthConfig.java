package dev.landlord.server.config;

import java.util.Optional;

/**
 * How Landlord authenticates to Restate.
 *
 * @param apiKey present if {@code type} is {@code api_key}
 * @param awsRegion the region in the signatures of {@code iam}; if absent, the AWS SDK finds the region
 * @param awsService the service in the signatures of {@code iam}
 */
public record AuthConfig(AuthType type, Optional<Secret> apiKey, Optional<String> awsRegion, String awsService) {
    static AuthConfig read(Values values) {
        AuthConfig config = new AuthConfig(
                values.choice(Key.AUTH_TYPE, AuthType.values()),
                values.secret(Key.API_KEY),
                values.text(Key.AWS_REGION),
                values.requiredText(Key.AWS_SERVICE));
        if (config.type == AuthType.API_KEY && values.text(Key.API_KEY).isEmpty()) {
            values.error(Key.API_KEY, "api_key auth_type requires api_key to be configured");
        }
        return config;
    }
}
