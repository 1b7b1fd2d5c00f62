package dev.landlord.workflow.testing;

import dev.landlord.workflow.Approval;
import dev.landlord.workflow.ApprovalInput;
import dev.landlord.workflow.WorkflowDefinition;
import dev.landlord.workflow.testing.replay.Schedule;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Java code that checks the replays of a workflow. */
public final class CheckFromJava {
    private CheckFromJava() {}

    public static void check(
            WorkflowDefinition<String, String> workflow, Approval<Integer> approval, Set<String> calls) {
        ReplayOptions options = new ReplayOptions()
                .iterations(4)
                .seed(7)
                .answers(answers -> calls.add("answers"))
                .whenWaiting(actor -> {
                    calls.add("whenWaiting");
                    actor.approve(approval, new ApprovalInput<>("grace", 7), Map.of("x-user", "grace"));
                });
        ReplayDeterminism.checkReplayDeterminism(List.of("Ada"), options, () -> workflow);
        ReplayDeterminism.checkReplayDeterminism(
                List.of("Ada"), options.schedule(new Schedule(0, Set.of(2), null, null)), () -> workflow);
    }

    public static void decide(ExternalActor actor, Approval<Integer> approval) {
        actor.reject(approval, "grace", "too much");
    }
}
