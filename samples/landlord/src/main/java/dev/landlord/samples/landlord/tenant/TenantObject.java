package dev.landlord.samples.landlord.tenant;

import dev.landlord.samples.landlord.compute.ComputeProviders;
import dev.landlord.samples.landlord.config.ServiceNames;
import dev.landlord.samples.landlord.tenant.TenantMemory.Intent;
import dev.landlord.samples.landlord.tenant.TenantMemory.Next;
import dev.restate.sdk.ObjectContext;
import dev.restate.sdk.SharedObjectContext;
import dev.restate.sdk.annotation.Handler;
import dev.restate.sdk.annotation.Name;
import dev.restate.sdk.annotation.Shared;
import dev.restate.sdk.annotation.VirtualObject;
import java.util.List;

/**
 * A tenant, by its name. Requests are taken one after another, and none waits for a workflow: it is
 * begun, and {@link #settled} goes on when it has ended.
 *
 * <p>A request that is refused fails with {@link TenantRefused}, and changes nothing.
 */
@VirtualObject
@Name(TenantObject.SERVICE)
public class TenantObject {
    static final String SERVICE = "Tenant";

    private final ComputeProviders providers;
    private final TenantRuns runs;
    private final TenantCourse course;
    private final ConfigChange configChange;

    /**
     * @param health asked of the run at work when its configuration changes
     */
    public TenantObject(ComputeProviders providers, ServiceNames names, TenantSettings settings, RunHealth health) {
        this.providers = providers;
        this.runs = new TenantRuns(names, settings);
        this.course = new TenantCourse(runs, settings);
        this.configChange = new ConfigChange(runs, health);
    }

    /** Makes a tenant: 400 if the request is wrong, 409 if there is one of that name, archived ones included. */
    @Handler
    public TenantRecord create(ObjectContext context, CreateTenant request) {
        if (context.get(TenantMemory.TENANT).isPresent()) {
            throw TenantRefused.exists(context.key());
        }
        TenantRecord record = TenantRequests.read(context.key(), request, providers);
        OpenTenant tenant = OpenTenant.create(context, record);
        course.begin(context, tenant, "Workflow triggered", Transition.CONTROLLER);
        tenant.save();
        return record;
    }

    /** Changes a tenant: 400 if the request is wrong, 409 if the tenant is (being) archived, or failed with this configuration. */
    @Handler
    public TenantChange update(ObjectContext context, UpdateTenant request) {
        OpenTenant tenant = open(context);
        TenantRecord record = tenant.record();
        refuseIfGoing(tenant);
        String before = ConfigHash.of(record.desiredConfig);
        TenantRequests.apply(request, record, providers);
        boolean hasChanged = !ConfigHash.of(record.desiredConfig).equals(before);
        if (record.status == TenantStatus.FAILED && !hasChanged) {
            throw TenantRefused.conflict("tenant_failed", "Cannot update tenant in failed state");
        }
        tenant.touch();
        boolean started = hasChanged && applyConfig(context, tenant);
        tenant.save();
        return new TenantChange(record, started);
    }

    private boolean applyConfig(ObjectContext context, OpenTenant tenant) {
        switch (tenant.record().status) {
            case READY -> course.update(context, tenant, "Tenant update requested", Transition.API);
            case FAILED -> course.retry(context, tenant);
            default -> {
                return configChange.restartIfDegraded(context, tenant);
            }
        }
        return true;
    }

    /** Removes what the tenant consists of; the tenant stays known. Does nothing if that is done or under way. */
    @Handler
    public TenantChange archive(ObjectContext context) {
        OpenTenant tenant = open(context);
        if (TenantStates.isResting(tenant.record().status)) {
            // Of a deletion that failed; this is what is wanted now.
            tenant.record().annotations.remove(TenantRecord.DELETE_AFTER_ARCHIVE);
        }
        boolean started = leave(context, tenant, "Tenant archiving requested");
        tenant.save();
        return new TenantChange(tenant.record(), started);
    }

    /** Archives the tenant and then forgets it; one that is archived is forgotten at once. */
    @Handler
    public TenantChange delete(ObjectContext context) {
        OpenTenant tenant = open(context);
        if (tenant.record().status == TenantStatus.ARCHIVED) {
            tenant.forget();
            return new TenantChange(tenant.record(), false);
        }
        if (!tenant.record().isToBeDeleted()) {
            tenant.record().annotations.put(TenantRecord.DELETE_AFTER_ARCHIVE, "true");
            tenant.touch();
        }
        boolean started = leave(context, tenant, "Tenant deletion requested");
        tenant.save();
        return new TenantChange(tenant.record(), started);
    }

    /** Begins to archive, after the run at work was cancelled and is undone. */
    private boolean leave(ObjectContext context, OpenTenant tenant, String reason) {
        TenantRecord record = tenant.record();
        if (isGoing(tenant)) {
            return false;
        }
        if (TenantStates.isResting(record.status)) {
            course.archive(context, tenant, reason, Transition.API);
        } else {
            if (tenant.work().intent == null) {
                runs.cancel(context, record);
            }
            tenant.work().intent = new Intent(Next.ARCHIVE, reason, Transition.API);
            tenant.touch();
        }
        return true;
    }

    /** The tenant: 404 if there is none of that name. What it tells of its run is of its last change. */
    @Handler
    @Shared
    public TenantRecord get(SharedObjectContext context) {
        return context.get(TenantMemory.TENANT).orElseThrow(() -> TenantRefused.notFound(context.key()));
    }

    /** The changes of its status, the first one first: 404 if there is none of that name. */
    @Handler
    @Shared
    public List<Transition> transitions(SharedObjectContext context) {
        return context.get(TenantMemory.TRANSITIONS).orElseThrow(() -> TenantRefused.notFound(context.key()));
    }

    /** A run has ended, says the {@link TenantWatcher}. Ignored if it is not the last that was begun. */
    @Handler
    public void settled(ObjectContext context, Settlement settlement) {
        OpenTenant.find(context)
                .filter(tenant -> settlement.executionName().equals(tenant.record().workflowExecutionName)
                        && !TenantStates.isResting(tenant.record().status))
                .ifPresent(tenant -> course.settle(context, tenant, settlement));
    }

    private static OpenTenant open(ObjectContext context) {
        return OpenTenant.find(context).orElseThrow(() -> TenantRefused.notFound(context.key()));
    }

    private static void refuseIfGoing(OpenTenant tenant) {
        if (tenant.record().status == TenantStatus.ARCHIVED) {
            throw TenantRefused.conflict("tenant_archived", "Tenant is archived");
        }
        if (isGoing(tenant)) {
            throw TenantRefused.conflict("tenant_archiving", "Tenant is being archived");
        }
    }

    private static boolean isGoing(OpenTenant tenant) {
        Intent intent = tenant.work().intent;
        return switch (tenant.record().status) {
            case ARCHIVING, ARCHIVED, DELETING -> true;
            default -> intent != null && intent.next() == Next.ARCHIVE;
        };
    }
}
