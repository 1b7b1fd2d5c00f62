package dev.landlord.server.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.server.compute.ComputeProviders;
import dev.landlord.workflow.LandlordWorkflow;
import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;
import java.util.LinkedHashMap;
import java.util.Map;

/** Creates the resources of a tenant. After a failure, the undo actions remove them. */
@LandlordWorkflow
public final class TenantProvisioning implements WorkflowBody<TenantJob, TenantOutcome> {
    private final ComputeProviders providers;

    public TenantProvisioning(ComputeProviders providers) {
        this.providers = providers;
    }

    @Override
    public TenantOutcome run(Workflow wf, TenantJob job) {
        return TenantWork.run(wf, job, providers, compute -> {
            Map<String, JsonNode> observed = new LinkedHashMap<>();
            for (String resource : compute.resources()) {
                wf.compensate("remove " + resource, () -> compute.remove(resource));
                observed.put(resource, TenantWork.create(wf, resource, compute));
            }
            return TenantOutcome.ready(observed);
        });
    }
}
