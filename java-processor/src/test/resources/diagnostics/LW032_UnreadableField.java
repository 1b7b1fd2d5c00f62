import dev.landlord.workflow.*;
import dev.landlord.workflow.java.*;

@LandlordWorkflow
public class UnreadableField extends Base implements WorkflowBody<String, String> {
    final Approval<String> finance = Approval.of(String.class);
    public Signal<String> resized = Signal.of(String.class);
    public static final Query<String> STAGE = Query.of(String.class);
    private final State<String> note = State.of(String.class);
    Promise<String> left = Promise.of(String.class);

    public String run(Workflow wf, String input) {
        return input;
    }
}

class Base {
    public final Promise<String> ready = Promise.of(String.class);
}
