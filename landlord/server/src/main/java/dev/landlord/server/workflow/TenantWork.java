package dev.landlord.server.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.api.JsonRule;
import dev.landlord.server.compute.ComputeProvider;
import dev.landlord.server.compute.ComputeProviders;
import dev.landlord.server.input.RunInput;
import dev.landlord.workflow.java.Workflow;
import dev.restate.sdk.common.TerminalException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The parts that the lifecycle workflows have in common. */
final class TenantWork {
    /** The work of a workflow, which uses the compute provider in its steps. */
    interface Work<T> {
        T run(JobCompute compute);
    }

    private TenantWork() {}

    /**
     * Runs {@code work} with the compute provider of {@code job}, within the timeout of the job. Journal: one Sleep, and
     * the entries of {@code work}. After a failure, the undo actions of {@code work} run.
     *
     * @throws TerminalException with 400 if a number of the job violates the {@link JobLimits}, a configuration violates
     *     the {@link JsonRule}, the provider does not exist, or the library refuses an argument from the job, because a
     *     retry would throw the same exception; with 504 at the timeout
     */
    static <T> T run(Workflow wf, TenantJob job, ComputeProviders providers, Work<T> work) {
        List<String> errors = JobLimits.errors(job);
        if (!errors.isEmpty()) {
            throw new TerminalException(400, String.join("\n", errors));
        }
        RunInput.requireRule("desired_config", job.desiredConfig());
        if (job.formerConfig() != null) {
            RunInput.requireRule("former_config", job.formerConfig());
        }
        ComputeProvider provider = providers
                .find(job.computeProvider())
                .orElseThrow(() -> new TerminalException(400, providers.unknown(job.computeProvider())));
        return wf.withTimeout(job.timeout(), () -> {
            try {
                return work.run(new JobCompute(provider, job));
            } catch (IllegalArgumentException refused) {
                throw new TerminalException(400, "the job is invalid: " + refused.getMessage());
            }
        });
    }

    /**
     * Creates a resource. If the step fails terminally, but the resource exists with the claim of the tenant, the creation
     * succeeded: the provider created the resource and then failed to report it.
     */
    static JsonNode create(Workflow wf, String resource, JobCompute compute) {
        try {
            return wf.step("create " + resource, JsonNode.class, compute.options(), () -> compute.create(resource));
        } catch (TerminalException failure) {
            JsonNode found =
                    wf.step("look for " + resource, JsonNode.class, compute.options(), () -> compute.find(resource));
            if (found == null) {
                throw failure;
            }
            return found;
        }
    }

    /**
     * Removes the resources of a tenant, in reverse order of their creation. Missing resources, and those with another
     * claim, are skipped, so the removal of a tenant without resources succeeds. The removal has no undo actions: after a
     * failure, the caller starts it again.
     */
    static TenantOutcome remove(Workflow wf, TenantJob job, ComputeProviders providers) {
        return run(wf, job, providers, compute -> {
            Set<String> resources = new LinkedHashSet<>(compute.formerResources());
            resources.addAll(compute.resources());
            for (String resource : reversed(resources)) {
                wf.step("remove " + resource, compute.options(), () -> compute.remove(resource));
            }
            return TenantOutcome.archived();
        });
    }

    static List<String> reversed(Iterable<String> resources) {
        List<String> reversed = new ArrayList<>();
        resources.forEach(reversed::add);
        Collections.reverse(reversed);
        return reversed;
    }
}
