import dev.landlord.workflow.*;
import dev.landlord.workflow.java.*;

@LandlordWorkflow
public class BadHandlerName implements WorkflowBody<String, String> {
    public final Signal<String> status = Signal.of(String.class);
    public final Signal<String> größe = Signal.of(String.class);
    public final Signal<String> finance = Signal.of(String.class);
    public final Signal<String> approveFinance = Signal.of(String.class);
    public final Approval<String> Finance = Approval.of(String.class);
    public final Query<String> when = Query.of(String.class);

    public String run(Workflow wf, String input) {
        return input;
    }
}
