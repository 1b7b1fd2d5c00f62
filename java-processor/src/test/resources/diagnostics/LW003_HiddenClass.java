import dev.landlord.workflow.*;
import dev.landlord.workflow.java.*;

@LandlordWorkflow
class HiddenClass implements WorkflowBody<String, String> {
    public final Approval<String> finance = Approval.of(String.class);

    public String run(Workflow wf, String input) {
        return input;
    }
}
