package acme;

import dev.landlord.workflow.LandlordWorkflow;
import dev.landlord.workflow.Signal;
import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;

@LandlordWorkflow
public final class BodyInJava implements WorkflowBody<String, String> {
    public final Signal<String> pinged = Signal.of(String.class);

    @Override
    public String run(Workflow wf, String input) {
        return input;
    }
}
