import dev.landlord.workflow.LandlordWorkflow;
import dev.landlord.workflow.java.*;

@LandlordWorkflow
class NotPublic implements WorkflowBody<String, String> {
    public String run(Workflow wf, String input) {
        return input;
    }

    @LandlordWorkflow
    protected static class Protected implements WorkflowBody<String, String> {
        public String run(Workflow wf, String input) {
            return input;
        }
    }
}
