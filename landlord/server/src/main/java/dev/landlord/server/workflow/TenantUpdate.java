package dev.landlord.server.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.server.compute.ComputeProviders;
import dev.landlord.workflow.LandlordWorkflow;
import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes a tenant to its new configuration: updates the remaining resources, creates new ones, and removes the others.
 * After a failure, the undo actions restore the former state of each resource.
 */
@LandlordWorkflow
public final class TenantUpdate implements WorkflowBody<TenantJob, TenantOutcome> {
    private final ComputeProviders providers;

    public TenantUpdate(ComputeProviders providers) {
        this.providers = providers;
    }

    @Override
    public TenantOutcome run(Workflow wf, TenantJob job) {
        return TenantWork.run(wf, job, providers, compute -> update(wf, compute));
    }

    private static TenantOutcome update(Workflow wf, JobCompute compute) {
        List<String> former = compute.formerResources();
        Map<String, JsonNode> observed = new LinkedHashMap<>();
        for (String resource : compute.resources()) {
            if (former.contains(resource)) {
                wf.compensate("restore " + resource, () -> compute.restore(resource));
                observed.put(
                        resource,
                        wf.step(
                                "update " + resource,
                                JsonNode.class,
                                compute.options(),
                                () -> compute.update(resource)));
            } else {
                wf.compensate("remove " + resource, () -> compute.remove(resource));
                observed.put(resource, TenantWork.create(wf, resource, compute));
            }
        }
        List<String> superfluous = new ArrayList<>(former);
        superfluous.removeAll(compute.resources());
        for (String resource : TenantWork.reversed(superfluous)) {
            wf.compensate("restore " + resource, () -> compute.restore(resource));
            wf.step("remove " + resource, compute.options(), () -> compute.remove(resource));
        }
        return TenantOutcome.ready(observed);
    }
}
