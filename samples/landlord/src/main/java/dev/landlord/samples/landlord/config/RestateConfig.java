package dev.landlord.samples.landlord.config;

import dev.landlord.samples.landlord.workflow.JobLimits;
import java.net.URI;
import java.time.Duration;

/**
 * The Restate that runs the workflows.
 *
 * @param endpoint its ingress, where workflows are called
 * @param adminEndpoint its admin API, where they are listed and stopped
 * @param timeout how long an execution of a workflow may take, between 1 second and 24 hours; default: 30 minutes
 * @param retryAttempts how often a failed workflow is retried, at most 1,000; default: 3
 */
public record RestateConfig(
        URI endpoint,
        URI adminEndpoint,
        AuthConfig auth,
        ServiceNames serviceNames,
        Duration timeout,
        int retryAttempts,
        DeploymentConfig deployment,
        TenantComputeConfig tenantCompute) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(24);

    static RestateConfig read(Values values, WorkerConfig worker, HttpConfig http, ComputeConfig compute) {
        URI admin = endpoint(values, Key.ADMIN_ENDPOINT);
        return new RestateConfig(
                endpoint(values, Key.ENDPOINT),
                admin,
                AuthConfig.read(values),
                ServiceNames.read(values),
                timeout(values),
                retryAttempts(values),
                DeploymentConfig.read(values, admin, worker),
                TenantComputeConfig.read(values, http, compute));
    }

    private static URI endpoint(Values values, Key key) {
        if (values.text(key).isEmpty()) {
            values.problem(key, key.field() + " is required for Restate provider");
        }
        return values.url(key).orElseGet(() -> URI.create(key.defaultText().orElseThrow()));
    }

    private static Duration timeout(Values values) {
        Duration timeout = values.positiveDuration(Key.TIMEOUT);
        boolean isTooShort = timeout.compareTo(SHORTEST) < 0 && timeout.compareTo(Duration.ZERO) > 0;
        if (isTooShort || timeout.compareTo(LONGEST) > 0) {
            values.problem(
                    Key.TIMEOUT,
                    "timeout must be between 1s and 24h, got "
                            + values.text(Key.TIMEOUT).orElseThrow());
        }
        return timeout;
    }

    private static int retryAttempts(Values values) {
        int attempts = values.number(Key.RETRY_ATTEMPTS);
        if (attempts < 0) {
            values.problem(Key.RETRY_ATTEMPTS, "retry_attempts must be non-negative");
        } else if (attempts > JobLimits.MAX_RETRY_ATTEMPTS) {
            values.problem(
                    Key.RETRY_ATTEMPTS,
                    "retry_attempts must be at most " + JobLimits.MAX_RETRY_ATTEMPTS + ", got " + attempts);
        }
        return attempts;
    }
}
