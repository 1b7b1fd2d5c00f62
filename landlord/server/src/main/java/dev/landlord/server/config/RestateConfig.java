package dev.landlord.server.config;

import dev.landlord.server.workflow.JobLimits;
import java.net.URI;
import java.time.Duration;

/**
 * The Restate that runs the workflows.
 *
 * @param endpoint the ingress, which calls workflows
 * @param adminEndpoint the admin API, which lists and cancels workflows
 * @param timeout the time limit of an execution, between 1 second and 24 hours; default: 30 minutes
 * @param retryAttempts the maximum number of retries of a failed step, at most 1,000; default: 3
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
    private static final Duration MIN_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration MAX_TIMEOUT = Duration.ofHours(24);

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
            values.error(key, key.field() + " is required for Restate provider");
        }
        return values.url(key).orElseGet(() -> URI.create(key.defaultText().orElseThrow()));
    }

    private static Duration timeout(Values values) {
        Duration timeout = values.positiveDuration(Key.TIMEOUT);
        boolean isTooShort = timeout.compareTo(MIN_TIMEOUT) < 0 && timeout.compareTo(Duration.ZERO) > 0;
        if (isTooShort || timeout.compareTo(MAX_TIMEOUT) > 0) {
            values.error(
                    Key.TIMEOUT,
                    "timeout must be between 1s and 24h, got "
                            + values.text(Key.TIMEOUT).orElseThrow());
        }
        return timeout;
    }

    private static int retryAttempts(Values values) {
        int attempts = values.number(Key.RETRY_ATTEMPTS);
        if (attempts < 0) {
            values.error(Key.RETRY_ATTEMPTS, "retry_attempts must be non-negative");
        } else if (attempts > JobLimits.MAX_RETRY_ATTEMPTS) {
            values.error(
                    Key.RETRY_ATTEMPTS,
                    "retry_attempts must be at most " + JobLimits.MAX_RETRY_ATTEMPTS + ", got " + attempts);
        }
        return attempts;
    }
}
