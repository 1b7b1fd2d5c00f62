import dev.landlord.workflow.*;
import dev.landlord.workflow.java.*;

@LandlordWorkflow
public class BodyAndDefinition implements WorkflowBody<String, String> {
    public final WorkflowDefinition<String, String> workflow = null;

    public String run(Workflow wf, String input) {
        return input;
    }
}
