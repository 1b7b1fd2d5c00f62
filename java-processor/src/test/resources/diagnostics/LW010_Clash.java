import dev.landlord.workflow.LandlordWorkflow;
import dev.landlord.workflow.java.*;

@LandlordWorkflow
public class Clash implements WorkflowBody<String, String> {
    public String run(Workflow wf, String input) {
        return input;
    }

    @LandlordWorkflow("Clash")
    public static class Second extends Clash {}
}
