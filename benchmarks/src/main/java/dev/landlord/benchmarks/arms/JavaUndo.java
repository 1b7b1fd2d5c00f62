package dev.landlord.benchmarks.arms;

import dev.landlord.workflow.LandlordWorkflow;
import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;
import dev.restate.sdk.common.TerminalException;

/** Steps with undo actions, and a failure after the last. */
@LandlordWorkflow
public final class JavaUndo implements WorkflowBody<Integer, String> {
    @Override
    public String run(Workflow wf, Integer count) {
        for (int i = 0; i < count; i++) {
            int n = i;
            wf.compensate("take parcel " + n + " back", () -> JavaParcel.takeBack(n));
            wf.step("send parcel " + n, JavaParcel.class, () -> new JavaParcel("parcel-" + n, n, "there"));
        }
        throw new TerminalException(409, "the recipient moved");
    }
}
