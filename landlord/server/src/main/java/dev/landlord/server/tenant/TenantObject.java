package dev.landlord.server.tenant;

import dev.landlord.server.compute.ComputeProviders;
import dev.landlord.server.config.ServiceNames;
import dev.landlord.server.tenant.TenantStateKeys.Intent;
import dev.landlord.server.tenant.TenantStateKeys.Next;
import dev.restate.sdk.ObjectContext;
import dev.restate.sdk.SharedObjectContext;
import dev.restate.sdk.annotation.Handler;
import dev.restate.sdk.annotation.Name;
import dev.restate.sdk.annotation.Shared;
import dev.restate.sdk.annotation.VirtualObject;
import java.util.List;

/**
 * A tenant: a virtual object, keyed by its name. Restate runs its handlers one after the other. No handler waits for a
 * workflow: it starts the workflow, and {@link #settled} receives the result.
 *
 * <p>A refused request fails with a {@link TenantRequestException}, and changes nothing.
 */
@VirtualObject
@Name(TenantObject.SERVICE)
public class TenantObject {
    static final String SERVICE = "Tenant";

    private final ComputeProviders providers;
    private final TenantRuns runs;
    private final TenantStateMachine stateMachine;
    private final ConfigChange configChange;
    private final TransitionLog log;

    /**
     * @param health reads the condition of the current run when the configuration changes
     * @param log keeps the transitions at the end of a run
     */
    public TenantObject(
            ComputeProviders providers,
            ServiceNames names,
            TenantSettings settings,
            RunHealth health,
            TransitionLog log) {
        this.log = log;
        this.providers = providers;
        this.runs = new TenantRuns(names, settings);
        this.stateMachine = new TenantStateMachine(runs, settings);
        this.configChange = new ConfigChange(runs, health);
    }

    /** Creates a tenant. Fails with 400 if the request is invalid, and with 409 if the tenant exists, even archived. */
    @Handler
    public TenantRecord create(ObjectContext context, CreateTenant request) {
        if (context.get(TenantStateKeys.TENANT).isPresent()) {
            throw TenantRequestException.exists(context.key());
        }
        TenantRecord record = TenantRequests.read(context.key(), request, providers);
        OpenTenant tenant = OpenTenant.create(context, record);
        stateMachine.start(context, tenant, "Workflow triggered", Transition.CONTROLLER);
        tenant.save();
        return record;
    }

    /**
     * Changes a tenant. Fails with 400 if the request is invalid, with 409 if the tenant is archived or being archived, or has
     * failed with the same configuration, and with 412 if the tenant has another version than the request expects.
     */
    @Handler
    public TenantChange update(ObjectContext context, UpdateTenant request) {
        OpenTenant tenant = open(context);
        TenantRecord record = tenant.record();
        new TenantCondition(request.version()).require(record);
        requireNotArchiving(tenant);
        String before = ConfigHash.of(record.desiredConfig);
        TenantRequests.apply(request, record, providers);
        boolean hasChanged = !ConfigHash.of(record.desiredConfig).equals(before);
        if (hasChanged) {
            record.requestedBy = request.requestedBy();
        }
        if (record.status == TenantStatus.FAILED && !hasChanged) {
            throw TenantRequestException.conflict("tenant_failed", "Cannot update tenant in failed state");
        }
        tenant.touch();
        boolean started = hasChanged && applyConfig(context, tenant);
        tenant.save();
        return new TenantChange(record, started);
    }

    private boolean applyConfig(ObjectContext context, OpenTenant tenant) {
        switch (tenant.record().status) {
            case READY -> stateMachine.update(context, tenant, "Tenant update requested", Transition.API);
            case FAILED -> stateMachine.retry(context, tenant);
            default -> {
                return configChange.restartIfDegraded(context, tenant);
            }
        }
        return true;
    }

    /**
     * Removes the resources of the tenant, and keeps its record. Does nothing if it is archived or being archived. Fails with
     * 412 if the condition is not true.
     */
    @Handler
    public TenantChange archive(ObjectContext context, TenantCondition condition) {
        OpenTenant tenant = open(context);
        condition.require(tenant.record());
        if (TenantStates.isResting(tenant.record().status)) {
            // A failed deletion has set the annotation; this request replaces it.
            tenant.record().annotations.remove(TenantRecord.DELETE_AFTER_ARCHIVE);
        }
        boolean started = requestArchive(context, tenant, "Tenant archiving requested");
        tenant.save();
        return new TenantChange(tenant.record(), started);
    }

    /**
     * Archives the tenant and then deletes its record; deletes the record of an archived tenant at once. Fails with 412 if the
     * condition is not true.
     */
    @Handler
    public TenantChange delete(ObjectContext context, TenantCondition condition) {
        OpenTenant tenant = open(context);
        condition.require(tenant.record());
        if (tenant.record().status == TenantStatus.ARCHIVED) {
            tenant.delete();
            return new TenantChange(tenant.record(), false);
        }
        if (!tenant.record().isToBeDeleted()) {
            tenant.record().annotations.put(TenantRecord.DELETE_AFTER_ARCHIVE, "true");
            tenant.touch();
        }
        boolean started = requestArchive(context, tenant, "Tenant deletion requested");
        tenant.save();
        return new TenantChange(tenant.record(), started);
    }

    /** Starts the archiving. If a run is in progress, cancels it; the archiving starts when its undo has ended. */
    private boolean requestArchive(ObjectContext context, OpenTenant tenant, String reason) {
        TenantRecord record = tenant.record();
        if (isArchiving(tenant)) {
            return false;
        }
        if (TenantStates.isResting(record.status)) {
            stateMachine.archive(context, tenant, reason, Transition.API);
        } else {
            if (tenant.work().intent == null) {
                runs.cancel(context, record);
            }
            tenant.work().intent = new Intent(Next.ARCHIVE, reason, Transition.API);
            tenant.touch();
        }
        return true;
    }

    /** Returns the tenant. Fails with 404 if it does not exist. The data of its run are those of its last change. */
    @Handler
    @Shared
    public TenantRecord get(SharedObjectContext context) {
        return context.get(TenantStateKeys.TENANT).orElseThrow(() -> TenantRequestException.notFound(context.key()));
    }

    /** Returns the transitions, oldest first. Fails with 404 if the tenant does not exist. */
    @Handler
    @Shared
    public List<Transition> transitions(SharedObjectContext context) {
        return context.get(TenantStateKeys.TRANSITIONS)
                .orElseThrow(() -> TenantRequestException.notFound(context.key()));
    }

    /** The {@link TenantWatcher} reports the end of a run. Ignored if a later run was started. */
    @Handler
    public void settled(ObjectContext context, RunResult result) {
        OpenTenant.find(context)
                .filter(tenant -> result.executionName().equals(tenant.record().workflowExecutionName)
                        && !TenantStates.isResting(tenant.record().status))
                .ifPresent(tenant -> {
                    stateMachine.apply(context, tenant, result);
                    TenantRecord record = tenant.record();
                    context.run("audit", () -> log.add(record.name, record.id, tenant.newTransitions()));
                });
    }

    private static OpenTenant open(ObjectContext context) {
        return OpenTenant.find(context).orElseThrow(() -> TenantRequestException.notFound(context.key()));
    }

    private static void requireNotArchiving(OpenTenant tenant) {
        if (tenant.record().status == TenantStatus.ARCHIVED) {
            throw TenantRequestException.conflict("tenant_archived", "Tenant is archived");
        }
        if (isArchiving(tenant)) {
            throw TenantRequestException.conflict("tenant_archiving", "Tenant is being archived");
        }
    }

    private static boolean isArchiving(OpenTenant tenant) {
        Intent intent = tenant.work().intent;
        return switch (tenant.record().status) {
            case ARCHIVING, ARCHIVED, DELETING -> true;
            default -> intent != null && intent.next() == Next.ARCHIVE;
        };
    }
}
