package dev.landlord.server.config;

import java.net.URI;
import java.time.Duration;

/**
 * How a workflow finds the compute provider of its tenant.
 *
 * @param landlordApiUrl the URL of Landlord's HTTP API; default: the URL at which this process listens
 * @param defaultProvider the provider of tenants whose request names none; default: {@code compute.default_provider}
 * @param cacheTtl how long a response is cached; 0 disables the cache; default: 5 minutes
 */
public record TenantComputeConfig(URI landlordApiUrl, String defaultProvider, Duration cacheTtl) {
    static TenantComputeConfig read(Values values, HttpConfig http, ComputeConfig compute) {
        Duration cacheTtl = values.duration(Key.WORKER_COMPUTE_CACHE_TTL);
        if (cacheTtl.isNegative()) {
            values.error(Key.WORKER_COMPUTE_CACHE_TTL, "worker_compute_cache_ttl must be non-negative");
        }
        return new TenantComputeConfig(
                values.url(Key.WORKER_LANDLORD_API_URL).orElseGet(() -> HttpUrl.of(http.host(), http.port())),
                values.text(Key.WORKER_COMPUTE_PROVIDER).orElse(compute.defaultProvider()),
                cacheTtl);
    }
}
