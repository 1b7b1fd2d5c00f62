import dev.landlord.workflow.LandlordWorkflow;
import dev.landlord.workflow.java.*;

@LandlordWorkflow("restate.tenants")
public class BadName implements WorkflowBody<String, String> {
    public String run(Workflow wf, String input) {
        return input;
    }

    @LandlordWorkflow("a b")
    public static class Other extends BadName {}

    @LandlordWorkflow("money")
    public static class In$ extends BadName {}
}
