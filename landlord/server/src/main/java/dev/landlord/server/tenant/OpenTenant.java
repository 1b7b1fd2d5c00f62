package dev.landlord.server.tenant;

import dev.landlord.server.tenant.TenantStateKeys.Work;
import dev.restate.sdk.ObjectContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The state of a tenant during one handler call: the handler loads it, changes it, and saves it at the end. */
final class OpenTenant {
    private final ObjectContext context;
    private final TenantRecord record;
    private final List<Transition> transitions;
    private final int earlierTransitions;
    private final Work work;
    private final String now;

    private OpenTenant(ObjectContext context, TenantRecord record, List<Transition> transitions, Work work) {
        this.context = context;
        this.record = record;
        this.transitions = transitions;
        this.earlierTransitions = transitions.size();
        this.work = work;
        this.now = context.run(
                "now",
                String.class,
                () -> Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    }

    /** Loads the tenant of this key, if it exists. */
    static Optional<OpenTenant> find(ObjectContext context) {
        return context.get(TenantStateKeys.TENANT)
                .map(record -> new OpenTenant(
                        context,
                        record,
                        new ArrayList<>(context.get(TenantStateKeys.TRANSITIONS).orElse(List.of())),
                        context.get(TenantStateKeys.WORK).orElseGet(Work::new)));
    }

    /** Creates a tenant, with a new id. */
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

    /** Changes the status. Fails if the transition is not allowed. */
    void move(TenantStatus to, String reason, String trigger) {
        TenantStates.check(record.status, to);
        enter(to, reason, trigger);
    }

    /** Records that the work for the same status starts again. */
    void restart(String reason, String trigger) {
        enter(record.status, reason, trigger);
    }

    private void enter(TenantStatus to, String reason, String trigger) {
        touch();
        transitions.add(new Transition(record.status, to, reason, trigger, now, record.version));
        record.status = to;
    }

    /** Records a change of the tenant: increments its version. */
    void touch() {
        record.version++;
        record.updatedAt = now;
    }

    /** The transitions of this handler call. */
    List<Transition> newTransitions() {
        return transitions.subList(earlierTransitions, transitions.size());
    }

    void save() {
        context.set(TenantStateKeys.TENANT, record);
        context.set(TenantStateKeys.TRANSITIONS, transitions);
        context.set(TenantStateKeys.WORK, work);
    }

    /** Deletes the state, so that the name is free. */
    void delete() {
        context.clearAll();
    }
}
