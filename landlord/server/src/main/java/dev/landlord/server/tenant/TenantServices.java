package dev.landlord.server.tenant;

import dev.landlord.server.compute.ComputeProviders;
import dev.landlord.server.config.ServiceNames;
import dev.landlord.server.restate.NamedService;
import dev.landlord.server.workflow.TenantArchiving;
import dev.landlord.server.workflow.TenantArchivingService;
import dev.landlord.server.workflow.TenantDeletion;
import dev.landlord.server.workflow.TenantDeletionService;
import dev.landlord.server.workflow.TenantPlanning;
import dev.landlord.server.workflow.TenantPlanningService;
import dev.landlord.server.workflow.TenantProvisioning;
import dev.landlord.server.workflow.TenantProvisioningService;
import dev.landlord.server.workflow.TenantUpdate;
import dev.landlord.server.workflow.TenantUpdateService;
import java.util.List;

/** The services for tenants. */
public final class TenantServices {
    private TenantServices() {}

    /** Creates the services: the tenants, the watcher of their runs, and the workflows. */
    public static List<Object> of(
            ComputeProviders providers,
            ServiceNames names,
            TenantSettings settings,
            RunHealth health,
            TransitionLog log) {
        return List.of(
                NamedService.of(
                                names.of(TenantObject.SERVICE),
                                new TenantObject(providers, names, settings, health, log))
                        // Only the watcher may call this handler.
                        .configure(
                                tenant -> tenant.configureHandler("settled", settled -> settled.ingressPrivate(true))),
                NamedService.of(names.of(TenantWatcher.SERVICE), new TenantWatcher(names))
                        .configure(watcher -> watcher.ingressPrivate(true)),
                new TenantPlanningService(
                        new TenantPlanning(providers, settings.decisions()),
                        names.ofWorkflow(Lifecycle.PLAN.workflowId())),
                new TenantProvisioningService(
                        new TenantProvisioning(providers), names.ofWorkflow(Lifecycle.PROVISION.workflowId())),
                new TenantUpdateService(new TenantUpdate(providers), names.ofWorkflow(Lifecycle.UPDATE.workflowId())),
                new TenantArchivingService(
                        new TenantArchiving(providers), names.ofWorkflow(Lifecycle.ARCHIVE.workflowId())),
                new TenantDeletionService(
                        new TenantDeletion(providers), names.ofWorkflow(Lifecycle.DELETE.workflowId())));
    }
}
