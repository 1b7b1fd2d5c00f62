package dev.landlord.server.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landlord.server.compute.ComputeProvider;
import dev.landlord.server.compute.TenantSpec;
import dev.landlord.workflow.RetryPolicy;
import dev.landlord.workflow.java.StepOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The compute provider of a job, for the blocks of steps and undo actions. The claim of all resources is the id of the
 * tenant.
 */
final class JobCompute {
    private final ComputeProvider provider;
    private final TenantJob job;

    JobCompute(ComputeProvider provider, TenantJob job) {
        this.provider = provider;
        this.job = job;
    }

    /** The options of the steps. */
    StepOptions options() {
        return StepOptions.withRetry(
                RetryPolicy.DEFAULT.withInitialDelay(Duration.ofMillis(200)).withMaxAttempts(job.retryAttempts() + 1));
    }

    /** The resources of the tenant, in the order of their creation. */
    List<String> resources() {
        return provider.resources(job.desiredConfig());
    }

    /** The resources of the tenant before this job. */
    List<String> formerResources() {
        return job.formerConfig() == null ? List.of() : provider.resources(job.formerConfig());
    }

    JsonNode create(String resource) throws IOException {
        return provider.create(resource, spec(job.desiredConfig()), job.tenantUuid());
    }

    JsonNode update(String resource) throws IOException {
        return provider.update(resource, spec(job.desiredConfig()), job.tenantUuid());
    }

    /** Restores a resource to the state before this job. */
    void restore(String resource) throws IOException {
        provider.update(resource, spec(formerConfigOf(resource)), job.tenantUuid());
    }

    void remove(String resource) throws IOException {
        provider.remove(resource, spec(formerConfigOf(resource)), job.tenantUuid());
    }

    /** The resource, if it exists and has the claim of this tenant. */
    @Nullable
    JsonNode find(String resource) throws IOException {
        return provider.status(job.tenantId())
                .flatMap(tenant -> tenant.find(resource, job.tenantUuid()))
                .orElse(null);
    }

    private TenantSpec spec(ObjectNode config) {
        return new TenantSpec(job.tenantId(), config);
    }

    private ObjectNode formerConfigOf(String resource) {
        ObjectNode former = job.formerConfig();
        return former != null && formerResources().contains(resource) ? former : job.desiredConfig();
    }
}
