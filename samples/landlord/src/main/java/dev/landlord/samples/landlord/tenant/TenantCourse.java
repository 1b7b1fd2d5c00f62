package dev.landlord.samples.landlord.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.samples.landlord.tenant.Settlement.End;
import dev.landlord.samples.landlord.tenant.TenantMemory.Intent;
import dev.landlord.samples.landlord.tenant.TenantMemory.Next;
import dev.landlord.samples.landlord.tenant.TenantMemory.Work;
import dev.restate.sdk.ObjectContext;

/** Which workflow a tenant gets, and what follows when it has ended. */
final class TenantCourse {
    private static final String RETRYING = "Config changed, retrying with updated configuration";

    private final TenantRuns runs;
    private final TenantSettings settings;

    TenantCourse(TenantRuns runs, TenantSettings settings) {
        this.runs = runs;
        this.settings = settings;
    }

    /** Begins with a tenant that is requested. */
    void begin(ObjectContext context, OpenTenant tenant, String reason, String trigger) {
        if (settings.isPlanned()) {
            tenant.move(TenantStatus.PLANNING, reason, trigger);
            runs.start(context, tenant, Lifecycle.PLAN);
        } else {
            provision(context, tenant, reason, trigger);
        }
    }

    /** Begins anew with a tenant that has failed, whose configuration is another one now. */
    void retry(ObjectContext context, OpenTenant tenant) {
        tenant.move(TenantStatus.REQUESTED, RETRYING, Transition.CONFIG_CHANGE);
        begin(context, tenant, RETRYING, Transition.CONFIG_CHANGE);
    }

    private void provision(ObjectContext context, OpenTenant tenant, String reason, String trigger) {
        tenant.move(TenantStatus.PROVISIONING, reason, trigger);
        runs.start(context, tenant, making(tenant));
    }

    /** What was there once is updated: if that fails, what it was is restored, and not removed. */
    private static Lifecycle making(OpenTenant tenant) {
        return tenant.work().applied == null ? Lifecycle.PROVISION : Lifecycle.UPDATE;
    }

    void update(ObjectContext context, OpenTenant tenant, String reason, String trigger) {
        tenant.move(TenantStatus.UPDATING, reason, trigger);
        runs.start(context, tenant, Lifecycle.UPDATE);
    }

    void archive(ObjectContext context, OpenTenant tenant, String reason, String trigger) {
        tenant.move(TenantStatus.ARCHIVING, reason, trigger);
        runs.start(context, tenant, tenant.record().isToBeDeleted() ? Lifecycle.DELETE : Lifecycle.ARCHIVE);
    }

    /** The run at work has ended: takes the tenant on, and saves or forgets it. */
    void settle(ObjectContext context, OpenTenant tenant, Settlement settlement) {
        Work work = tenant.work();
        Intent intent = work.intent;
        work.intent = null;
        if (settlement.end() == End.SUCCEEDED) {
            succeeded(context, tenant, settlement.output(), intent);
        } else {
            failed(context, tenant, settlement, intent);
        }
        if (tenant.record().status == TenantStatus.ARCHIVED && tenant.record().isToBeDeleted()) {
            tenant.forget();
        } else {
            tenant.save();
        }
    }

    private void succeeded(ObjectContext context, OpenTenant tenant, JsonNode output, Intent intent) {
        TenantRecord record = tenant.record();
        record.workflowSubState = "succeeded";
        record.workflowErrorMessage = null;
        boolean isLeaving = intent != null && intent.next() == Next.ARCHIVE;
        switch (record.status) {
            case PLANNING -> planned(context, tenant, intent);
            case PROVISIONING, UPDATING -> {
                tenant.work().applied = tenant.work().given;
                record.observedConfig = output.get("observed_config");
                record.url = output.path("url").asText(null);
                tenant.move(TenantStatus.READY, "Workflow succeeded", Transition.CONTROLLER);
                if (isLeaving) {
                    archive(context, tenant, intent.reason(), intent.trigger());
                } else if (hasDrifted(tenant)) {
                    update(context, tenant, "Config changed during the workflow", Transition.CONFIG_CHANGE);
                }
            }
            default -> {
                record.observedConfig = null;
                record.url = null;
                tenant.work().applied = null;
                tenant.move(TenantStatus.ARCHIVED, "Workflow succeeded", Transition.CONTROLLER);
            }
        }
    }

    private void planned(ObjectContext context, OpenTenant tenant, Intent intent) {
        if (intent != null && intent.next() == Next.ARCHIVE) {
            tenant.move(TenantStatus.FAILED, intent.reason(), intent.trigger());
            archive(context, tenant, intent.reason(), intent.trigger());
        } else if (hasDrifted(tenant)) {
            // What was planned, and perhaps approved, is not what is desired now.
            tenant.again("Config changed during the workflow", Transition.CONFIG_CHANGE);
            runs.start(context, tenant, Lifecycle.PLAN);
        } else {
            provision(context, tenant, "Workflow succeeded", Transition.CONTROLLER);
        }
    }

    private void failed(ObjectContext context, OpenTenant tenant, Settlement settlement, Intent intent) {
        TenantRecord record = tenant.record();
        boolean isUndone = settlement.end() != End.PARTIALLY_COMPENSATED;
        if (intent != null && intent.next() == Next.RESTART && isUndone) {
            tenant.again(intent.reason(), intent.trigger());
            runs.start(context, tenant, record.status == TenantStatus.PLANNING ? Lifecycle.PLAN : making(tenant));
            return;
        }
        boolean wasLeaving = record.status == TenantStatus.ARCHIVING || record.status == TenantStatus.DELETING;
        boolean isLeaving = intent != null && intent.next() == Next.ARCHIVE;
        record.workflowSubState = "failed";
        record.workflowErrorMessage = settlement.message();
        if (isLeaving) {
            tenant.move(TenantStatus.FAILED, intent.reason(), intent.trigger());
            archive(context, tenant, intent.reason(), intent.trigger());
            return;
        }
        tenant.move(TenantStatus.FAILED, reason(settlement), Transition.CONTROLLER);
        boolean isWorthATry = settlement.end() == End.FAILED || settlement.end() == End.TIMED_OUT;
        if (!wasLeaving && isWorthATry && hasDrifted(tenant)) {
            retry(context, tenant);
        }
    }

    private static String reason(Settlement settlement) {
        String how = switch (settlement.end()) {
            case TIMED_OUT -> "Workflow timed out: ";
            case CANCELLED -> "Workflow was cancelled: ";
            case PARTIALLY_COMPENSATED -> "Workflow failed and is not all undone: ";
            default -> "Workflow failed: ";
        };
        return how + settlement.message();
    }

    private static boolean hasDrifted(OpenTenant tenant) {
        return !ConfigHash.of(tenant.record().desiredConfig).equals(tenant.record().workflowConfigHash);
    }
}
