package dev.landlord.workflow.testing.java;

import dev.landlord.workflow.Approval;
import dev.landlord.workflow.Promise;
import dev.landlord.workflow.Query;
import dev.landlord.workflow.Signal;
import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Provisions a tenant after an approval, and undoes what it has done if it fails. */
public final class ProvisionTenant implements WorkflowBody<ProvisionTenant.ProvisionRequest, ProvisionTenant.Tenant> {
    public record ProvisionRequest(String tenant) {}

    public record Budget(int euros) {}

    public record Tenant(String name, String url, Budget budget) {}

    /** The calls to the cloud, in their order. */
    public static final class FakeCloud {
        final List<String> calls = new ArrayList<>();

        String call(String what) {
            calls.add(what);
            return what;
        }
    }

    public final Approval<Budget> finance = Approval.of(Budget.class).within(Duration.ofDays(3));
    public final Approval<Void> legal = Approval.of();
    public final Query<String> stage = Query.of(String.class);
    public final Signal<String> renamed = Signal.of(String.class);
    public final Signal<Void> confirmed = Signal.of();
    public final Promise<String> ready = Promise.of(String.class);

    private final FakeCloud cloud;

    public ProvisionTenant(FakeCloud cloud) {
        this.cloud = cloud;
    }

    @Override
    public Tenant run(Workflow wf, ProvisionRequest request) {
        String claim = wf.uuid().toString();
        wf.compensate("remove directory", () -> cloud.call("remove " + request.tenant()));
        wf.step("create directory", () -> cloud.call("create " + request.tenant() + " " + claim));
        wf.publish(stage, "waiting for finance");
        Budget budget = wf.awaitApproval(finance, pending -> cloud.call("mail finance"));
        wf.publish(stage, "approved");
        String url = wf.step("start page", String.class, () -> cloud.call("https://" + request.tenant()));
        return new Tenant(request.tenant(), url, budget);
    }
}
