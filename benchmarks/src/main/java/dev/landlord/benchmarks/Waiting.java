package dev.landlord.benchmarks;

import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;
import java.time.Duration;

/** A body in Java that has done a step, keeps a few values, and waits. */
public final class Waiting implements WorkflowBody<String, String> {
    @Override
    public String run(Workflow wf, String input) {
        String first = input + wf.workflowId();
        int number = first.length();
        wf.sleep(Duration.ofDays(number));
        return first + number;
    }
}
