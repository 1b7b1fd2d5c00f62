package acme;

import dev.landlord.workflow.LandlordWorkflow;
import dev.landlord.workflow.WorkflowStatus;
import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;

/** Calls other workflows through the requests of their services. */
@LandlordWorkflow
public final class Onboard implements WorkflowBody<String, String> {
    public Onboard() {}

    @Override
    public String run(Workflow wf, String tenant) {
        wf.call(NightlyService.request("of " + tenant).run());
        WorkflowStatus status = wf.call(ProvisionTenantService.request(tenant).status());
        return "onboard: " + status.getPhase();
    }
}
