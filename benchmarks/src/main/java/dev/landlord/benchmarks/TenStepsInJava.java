package dev.landlord.benchmarks;

import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;

/** {@code tenSteps} in Java: ten steps, one after the other, each with a small object as its result. */
public final class TenStepsInJava implements WorkflowBody<String, String> {
    @Override
    public String run(Workflow wf, String place) {
        int weight = 0;
        for (int i = 0; i < 10; i++) {
            int n = i;
            weight += wf.step("send parcel " + n, Parcel.class, () -> new Parcel("parcel-" + n, n, place))
                    .getWeight();
        }
        return weight + " kg to " + place;
    }
}
