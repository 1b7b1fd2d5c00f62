package dev.landlord.benchmarks.arms;

import dev.landlord.workflow.Approval;
import dev.landlord.workflow.LandlordWorkflow;
import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;

/** A step, an approval, a step. */
@LandlordWorkflow
public final class JavaApproval implements WorkflowBody<Integer, String> {
    public final Approval<Void> go = Approval.of();

    private final AnsweringApprover approver;

    public JavaApproval(AnsweringApprover approver) {
        this.approver = approver;
    }

    @Override
    public String run(Workflow wf, Integer count) {
        JavaParcel parcel =
                wf.step("pack parcel", JavaParcel.class, () -> new JavaParcel("parcel-" + count, count, "there"));
        wf.awaitApproval(go, pending -> approver.approve("JavaApproval", wf.workflowId()));
        return wf.step("send parcel", String.class, parcel::id);
    }
}
