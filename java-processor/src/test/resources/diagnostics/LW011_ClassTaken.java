import dev.landlord.workflow.LandlordWorkflow;
import dev.landlord.workflow.java.*;

@LandlordWorkflow
public class ClassTaken implements WorkflowBody<String, String> {
    public String run(Workflow wf, String input) {
        return input;
    }
}

class ClassTakenClient {}
