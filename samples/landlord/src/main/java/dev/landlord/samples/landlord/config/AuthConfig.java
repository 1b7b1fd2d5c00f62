package dev.landlord.samples.landlord.config;

import java.util.Optional;

/**
 * How Landlord proves who it is to Restate.
 *
 * @param apiKey there if {@code type} is {@code api_key}
 * @param awsRegion of the signatures of {@code iam}; where absent, the one that the AWS SDK finds
 * @param awsService of the signatures of {@code iam}
 */
public record AuthConfig(AuthType type, Optional<Secret> apiKey, Optional<String> awsRegion, String awsService) {
    static AuthConfig read(Values values) {
        AuthConfig config = new AuthConfig(
                values.choice(Key.AUTH_TYPE, AuthType.values()),
                values.secret(Key.API_KEY),
                values.text(Key.AWS_REGION),
                values.requiredText(Key.AWS_SERVICE));
        if (config.type == AuthType.API_KEY && values.text(Key.API_KEY).isEmpty()) {
            values.problem(Key.API_KEY, "api_key auth_type requires api_key to be configured");
        }
        return config;
    }
}
