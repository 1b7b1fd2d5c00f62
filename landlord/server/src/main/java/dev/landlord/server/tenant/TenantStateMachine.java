package dev.landlord.server.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.server.tenant.RunResult.End;
import dev.landlord.server.tenant.TenantStateKeys.Intent;
import dev.landlord.server.tenant.TenantStateKeys.Next;
import dev.landlord.server.tenant.TenantStateKeys.Work;
import dev.restate.sdk.ObjectContext;

/** Moves a tenant through its states: starts the workflow of each state, and applies the result of the run. */
final class TenantStateMachine {
    private static final String RETRYING = "Config changed, retrying with updated configuration";

    private final TenantRuns runs;
    private final TenantSettings settings;

    TenantStateMachine(TenantRuns runs, TenantSettings settings) {
        this.runs = runs;
        this.settings = settings;
    }

    /** Starts the first workflow of a requested tenant. */
    void start(ObjectContext context, OpenTenant tenant, String reason, String trigger) {
        if (settings.isPlanned()) {
            tenant.move(TenantStatus.PLANNING, reason, trigger);
            runs.start(context, tenant, Lifecycle.PLAN);
        } else {
            provision(context, tenant, reason, trigger);
        }
    }

    /** Starts a failed tenant again, after a change of its configuration. */
    void retry(ObjectContext context, OpenTenant tenant) {
        tenant.move(TenantStatus.REQUESTED, RETRYING, Transition.CONFIG_CHANGE);
        start(context, tenant, RETRYING, Transition.CONFIG_CHANGE);
    }

    private void provision(ObjectContext context, OpenTenant tenant, String reason, String trigger) {
        tenant.move(TenantStatus.PROVISIONING, reason, trigger);
        runs.start(context, tenant, provisioningWorkflow(tenant));
    }

    /** A tenant with resources is updated, because after a failure its resources must be restored, not removed. */
    private static Lifecycle provisioningWorkflow(OpenTenant tenant) {
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

    /** Applies the result of the current run, and saves or deletes the tenant. */
    void apply(ObjectContext context, OpenTenant tenant, RunResult result) {
        Work work = tenant.work();
        Intent intent = work.intent;
        work.intent = null;
        if (result.end() == End.SUCCEEDED) {
            succeeded(context, tenant, result.output(), intent);
        } else {
            failed(context, tenant, result, intent);
        }
        if (tenant.record().status == TenantStatus.ARCHIVED && tenant.record().isToBeDeleted()) {
            tenant.delete();
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
                } else if (hasConfigChanged(tenant)) {
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
        } else if (hasConfigChanged(tenant)) {
            // The plan, and its approval, do not apply to the new configuration.
            tenant.restart("Config changed during the workflow", Transition.CONFIG_CHANGE);
            runs.start(context, tenant, Lifecycle.PLAN);
        } else {
            provision(context, tenant, "Workflow succeeded", Transition.CONTROLLER);
        }
    }

    private void failed(ObjectContext context, OpenTenant tenant, RunResult result, Intent intent) {
        TenantRecord record = tenant.record();
        boolean isUndone = result.end() != End.PARTIALLY_COMPENSATED;
        if (intent != null && intent.next() == Next.RESTART && isUndone) {
            tenant.restart(intent.reason(), intent.trigger());
            runs.start(
                    context,
                    tenant,
                    record.status == TenantStatus.PLANNING ? Lifecycle.PLAN : provisioningWorkflow(tenant));
            return;
        }
        boolean wasLeaving = record.status == TenantStatus.ARCHIVING || record.status == TenantStatus.DELETING;
        boolean isLeaving = intent != null && intent.next() == Next.ARCHIVE;
        record.workflowSubState = "failed";
        record.workflowErrorMessage = result.message();
        if (isLeaving) {
            tenant.move(TenantStatus.FAILED, intent.reason(), intent.trigger());
            archive(context, tenant, intent.reason(), intent.trigger());
            return;
        }
        tenant.move(TenantStatus.FAILED, reason(result), Transition.CONTROLLER);
        boolean canRetry = result.end() == End.FAILED || result.end() == End.TIMED_OUT;
        if (!wasLeaving && canRetry && hasConfigChanged(tenant)) {
            retry(context, tenant);
        }
    }

    private static String reason(RunResult result) {
        String prefix = switch (result.end()) {
            case TIMED_OUT -> "Workflow timed out: ";
            case CANCELLED -> "Workflow was cancelled: ";
            case PARTIALLY_COMPENSATED -> "Workflow failed and is partially undone: ";
            default -> "Workflow failed: ";
        };
        return prefix + result.message();
    }

    private static boolean hasConfigChanged(OpenTenant tenant) {
        return !ConfigHash.of(tenant.record().desiredConfig).equals(tenant.record().workflowConfigHash);
    }
}
