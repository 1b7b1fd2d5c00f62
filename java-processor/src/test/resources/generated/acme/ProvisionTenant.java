package acme;

import dev.landlord.workflow.Approval;
import dev.landlord.workflow.LandlordWorkflow;
import dev.landlord.workflow.Promise;
import dev.landlord.workflow.Query;
import dev.landlord.workflow.Signal;
import dev.landlord.workflow.State;
import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;
import dev.restate.serde.TypeRef;
import java.time.Duration;
import java.util.List;

/**
 * Provisions a tenant: {@code database}, then $page.
 *
 * <p>See {@link Tenant}.
 *
 * @since 1
 */
@LandlordWorkflow
public final class ProvisionTenant extends Audited implements WorkflowBody<ProvisionRequest, List<Tenant>> {
    /** The budget, from finance: at most "a lot" of $ &amp; more. */
    public final Approval<Budget> finance = Approval.of(Budget.class).within(Duration.ofDays(3));

    public final Signal<List<Integer>> resized = Signal.of(new TypeRef<List<Integer>>() {});
    public final Signal<Void> pinged = Signal.of();
    public final Query<Tenant> progress = Query.of(Tenant.class);
    public final Query<Integer> count = Query.of(Integer.class);
    public final Promise<Tenant> ready = Promise.of(Tenant.class);
    public final Promise<Void> left = Promise.of();
    public final State<String> note = State.of(String.class);
    private final String ignored = "no declaration";

    public ProvisionTenant() {}

    @Override
    public List<Tenant> run(Workflow wf, ProvisionRequest request) {
        Tenant tenant = wf.step("create", Tenant.class, () -> new Tenant(request.tenant(), request.place(), 0));
        wf.publish(progress, tenant);
        Budget budget = wf.awaitApproval(finance);
        wf.awaitApproval(legal);
        wf.set(note, ignored);
        wf.publish(count, wf.awaitSignal(resized).size());
        wf.awaitSignal(pinged);
        wf.await(left);
        Tenant funded = new Tenant(tenant.name(), tenant.place(), budget.getSize());
        wf.complete(ready, funded);
        return List.of(funded);
    }
}
