import dev.landlord.workflow.LandlordWorkflow;
import dev.landlord.workflow.java.*;

public class Nested {
    @LandlordWorkflow
    public class Inner implements WorkflowBody<String, String> {
        public String run(Workflow wf, String input) {
            return input;
        }
    }

    static class Hidden {
        @LandlordWorkflow
        public static class Inside implements WorkflowBody<String, String> {
            public String run(Workflow wf, String input) {
                return input;
            }
        }
    }
}
