package acme;

import dev.landlord.workflow.Approval;
import dev.landlord.workflow.LandlordWorkflow;

@LandlordWorkflow
public final class MissingBody {
    public final Approval<String> finance = Approval.of(String.class);
}
