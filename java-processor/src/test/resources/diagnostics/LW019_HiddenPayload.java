import dev.landlord.workflow.*;
import dev.landlord.workflow.java.*;
import java.util.List;

@LandlordWorkflow
public class HiddenPayload implements WorkflowBody<HiddenPayload.Request, List<PackagePrivate>> {
    record Request(String name) {}

    public final Signal<PackagePrivate[]> sizes = null;

    public List<PackagePrivate> run(Workflow wf, HiddenPayload.Request input) {
        return List.of();
    }
}

record PackagePrivate(int size) {}
