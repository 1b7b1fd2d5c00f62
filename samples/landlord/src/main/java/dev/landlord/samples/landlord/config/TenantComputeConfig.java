package dev.landlord.samples.landlord.config;

import java.net.URI;
import java.time.Duration;

/**
 * How a workflow finds the compute provider of its tenant.
 *
 * @param landlordApiUrl Landlord's HTTP API, which is asked; default: where this one listens
 * @param defaultProvider of tenants that name none; default: {@code compute.default_provider}
 * @param cacheTtl for how long an answer holds; 0: it is always asked; default: 5 minutes
 */
public record TenantComputeConfig(URI landlordApiUrl, String defaultProvider, Duration cacheTtl) {
    static TenantComputeConfig read(Values values, HttpConfig http, ComputeConfig compute) {
        Duration cacheTtl = values.duration(Key.WORKER_COMPUTE_CACHE_TTL);
        if (cacheTtl.isNegative()) {
            values.problem(Key.WORKER_COMPUTE_CACHE_TTL, "worker_compute_cache_ttl must be non-negative");
        }
        return new TenantComputeConfig(
                values.url(Key.WORKER_LANDLORD_API_URL).orElseGet(() -> HttpUrl.of(http.host(), http.port())),
                values.text(Key.WORKER_COMPUTE_PROVIDER).orElse(compute.defaultProvider()),
                cacheTtl);
    }
}
