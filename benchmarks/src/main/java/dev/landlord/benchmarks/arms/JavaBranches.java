package dev.landlord.benchmarks.arms;

import dev.landlord.workflow.LandlordWorkflow;
import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;
import java.util.List;
import java.util.stream.IntStream;

/** Parallel branches of one step each. */
@LandlordWorkflow
public final class JavaBranches implements WorkflowBody<Integer, String> {
    @Override
    public String run(Workflow wf, Integer count) {
        List<Integer> numbers = IntStream.range(0, count).boxed().toList();
        List<JavaParcel> parcels = wf.forEachParallel(
                numbers,
                n -> wf.step("send parcel " + n, JavaParcel.class, () -> new JavaParcel("parcel-" + n, n, "there")));
        return parcels.stream().mapToInt(JavaParcel::weight).sum() + " kg";
    }
}
