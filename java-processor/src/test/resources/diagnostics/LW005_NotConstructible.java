import dev.landlord.workflow.LandlordWorkflow;
import dev.landlord.workflow.java.*;

public class NotConstructible {
    @LandlordWorkflow
    public abstract static class Abstract implements WorkflowBody<String, String> {}

    @LandlordWorkflow("Interface")
    public interface Interface extends WorkflowBody<String, String> {}

    @LandlordWorkflow
    public enum Enum implements WorkflowBody<String, String> {
        ONE;

        public String run(Workflow wf, String input) {
            return input;
        }
    }

    @LandlordWorkflow
    public @interface Annotation {}

    // A record can be constructed.
    @LandlordWorkflow
    public record Record(String prefix) implements WorkflowBody<String, String> {
        public String run(Workflow wf, String input) {
            return prefix + input;
        }
    }
}
