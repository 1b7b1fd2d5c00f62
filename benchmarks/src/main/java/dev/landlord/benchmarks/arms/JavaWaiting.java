package dev.landlord.benchmarks.arms;

import dev.landlord.workflow.LandlordWorkflow;
import dev.landlord.workflow.Signal;
import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;

/** Sequential steps, then a wait; after a long wait, all steps are replayed. */
@LandlordWorkflow
public final class JavaWaiting implements WorkflowBody<Integer, String> {
    public final Signal<Void> go = Signal.of();

    @Override
    public String run(Workflow wf, Integer count) {
        int weight = 0;
        for (int i = 0; i < count; i++) {
            int n = i;
            weight += wf.step("send parcel " + n, JavaParcel.class, () -> new JavaParcel("parcel-" + n, n, "there"))
                    .weight();
        }
        wf.awaitSignal(go);
        return weight + " kg";
    }
}
