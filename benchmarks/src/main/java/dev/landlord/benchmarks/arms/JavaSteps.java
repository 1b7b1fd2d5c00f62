package dev.landlord.benchmarks.arms;

import dev.landlord.workflow.LandlordWorkflow;
import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;

/** Sequential steps. */
@LandlordWorkflow
public final class JavaSteps implements WorkflowBody<Integer, String> {
    @Override
    public String run(Workflow wf, Integer count) {
        int weight = 0;
        for (int i = 0; i < count; i++) {
            int n = i;
            JavaParcel parcel =
                    wf.step("send parcel " + n, JavaParcel.class, () -> new JavaParcel("parcel-" + n, n, "there"));
            weight += parcel.weight();
        }
        return weight + " kg";
    }
}
