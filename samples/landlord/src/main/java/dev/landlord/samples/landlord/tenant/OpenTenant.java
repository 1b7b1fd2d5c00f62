package dev.landlord.samples.landlord.tenant;

import dev.landlord.samples.landlord.tenant.TenantMemory.Work;
import dev.restate.sdk.ObjectContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A tenant in the hands of a handler: read, changed, and saved at the end. */
final class OpenTenant {
    private final ObjectContext context;
    private final TenantRecord record;
    private final List<Transition> transitions;
    private final Work work;
    private final String now;

    private OpenTenant(ObjectContext context, TenantRecord record, List<Transition> transitions, Work work) {
        this.context = context;
        this.record = record;
        this.transitions = transitions;
        this.work = work;
        this.now = context.run(
                "now",
                String.class,
                () -> Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    }

    /** The tenant of this key, if there is one. */
    static Optional<OpenTenant> find(ObjectContext context) {
        return context.get(TenantMemory.TENANT)
                .map(record -> new OpenTenant(
                        context,
                        record,
                        new ArrayList<>(context.get(TenantMemory.TRANSITIONS).orElse(List.of())),
                        context.get(TenantMemory.WORK).orElseGet(Work::new)));
    }

    /** A tenant that was not there before: gives it its id. */
    static OpenTenant create(ObjectContext context, TenantRecord record) {
        OpenTenant tenant = new OpenTenant(context, record, new ArrayList<>(), new Work());
        record.id = context.random().nextUUID().toString();
        record.createdAt = tenant.now;
        tenant.enter(TenantStatus.REQUESTED, "Tenant requested", Transition.API);
        return tenant;
    }

    TenantRecord record() {
        return record;
    }

    Work work() {
        return work;
    }

    /** Changes the status, if it may follow. */
    void move(TenantStatus to, String reason, String trigger) {
        TenantStates.check(record.status, to);
        enter(to, reason, trigger);
    }

    /** Notes that the work for the same status begins anew. */
    void again(String reason, String trigger) {
        enter(record.status, reason, trigger);
    }

    private void enter(TenantStatus to, String reason, String trigger) {
        touch();
        transitions.add(new Transition(record.status, to, reason, trigger, now, record.version));
        record.status = to;
    }

    /** Notes that something of it has changed. */
    void touch() {
        record.version++;
        record.updatedAt = now;
    }

    void save() {
        context.set(TenantMemory.TENANT, record);
        context.set(TenantMemory.TRANSITIONS, transitions);
        context.set(TenantMemory.WORK, work);
    }

    /** Forgets it; the name is free again. */
    void forget() {
        context.clearAll();
    }
}
