import dev.landlord.workflow.*;
import dev.landlord.workflow.java.*;

@LandlordWorkflow
public class MissingBody {
    public final Approval<String> finance = Approval.of(String.class);

    @LandlordWorkflow
    @SuppressWarnings("rawtypes")
    public static class Raw implements WorkflowBody {
        public Object run(Workflow wf, Object input) {
            return input;
        }
    }
}
