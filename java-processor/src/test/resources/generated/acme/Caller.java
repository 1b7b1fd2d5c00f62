package acme;

import dev.landlord.workflow.DecisionInput;
import dev.landlord.workflow.client.AlreadyDecidedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Plays the callers and the approvers of the workflows. */
public final class Caller implements Function<String, List<String>> {
    private static final Duration SOON = Duration.ofSeconds(60);

    public Caller() {}

    @Override
    public List<String> apply(String ingress) {
        List<String> said = new ArrayList<>();
        try (ProvisionTenantClient client = ProvisionTenantClient.connect(ingress);
                NightlyClient nightly = NightlyClient.connect(ingress);
                OnboardClient onboard = OnboardClient.connect(ingress)) {
            ProvisionTenantClient.Run run = client.workflow("acme");
            run.submit(new ProvisionRequest("acme", new Place.Cloud("eu")));
            said.add("submitted");
            said.add("progress " + await(run::progress));
            Budget budget = new Budget();
            budget.setSize(7);
            await(() -> run.status().getApprovals().stream().findFirst());
            run.approveFinance("alice", budget);
            said.add("finance approved");
            try {
                run.rejectFinance("bob", "too much");
                said.add("rejected");
            } catch (AlreadyDecidedException expected) {
                said.add("approved again: no");
            }
            await(() -> run.status().getApprovals().stream().skip(1).findFirst());
            run.approveLegal(new DecisionInput("carol"));
            said.add("legal approved");
            run.resized(List.of(1, 2));
            run.pinged();
            run.completeLeft();
            said.add("resized, pinged, left");
            said.add("result " + run.attach(SOON));
            said.add("ready " + run.ready(SOON));
            said.add("phase " + run.status().getPhase());
            nightly.workflow("n").run(SOON);
            said.add("nightly done " + nightly.workflow("n").peek());
            said.add(onboard.workflow("o").run("acme", SOON) + ", resized " + run.count().orElseThrow());
        }
        return said;
    }

    private interface Source<T> {
        Optional<T> get();
    }

    private static <T> T await(Source<T> source) {
        long end = System.nanoTime() + SOON.toNanos();
        while (System.nanoTime() < end) {
            Optional<T> found = source.get();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("not in time");
    }
}
