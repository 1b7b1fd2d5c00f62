package acme;

import dev.landlord.workflow.LandlordWorkflow;
import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;

@LandlordWorkflow("nightly.cleanup")
public final class Nightly implements WorkflowBody<Void, Void> {
    public Nightly() {}

    @Override
    public Void run(Workflow wf, Void input) {
        wf.step("clean", () -> {});
        return null;
    }
}
