package dev.landlord.samples.landlord.tenant;

import dev.landlord.samples.landlord.compute.ComputeProviders;
import dev.landlord.samples.landlord.config.ServiceNames;
import dev.landlord.samples.landlord.workflow.TenantArchiving;
import dev.landlord.samples.landlord.workflow.TenantArchivingService;
import dev.landlord.samples.landlord.workflow.TenantDeletion;
import dev.landlord.samples.landlord.workflow.TenantDeletionService;
import dev.landlord.samples.landlord.workflow.TenantPlanning;
import dev.landlord.samples.landlord.workflow.TenantPlanningService;
import dev.landlord.samples.landlord.workflow.TenantProvisioning;
import dev.landlord.samples.landlord.workflow.TenantProvisioningService;
import dev.landlord.samples.landlord.workflow.TenantUpdate;
import dev.landlord.samples.landlord.workflow.TenantUpdateService;
import dev.restate.sdk.endpoint.Endpoint;
import dev.restate.sdk.endpoint.definition.ServiceDefinition;
import dev.restate.sdk.endpoint.definition.ServiceDefinition.Configurator;
import java.util.List;
import java.util.function.Consumer;

/** What Restate calls for tenants: hand it to a server. */
public final class TenantServices {
    private TenantServices() {}

    /** The tenants, what watches their runs, and the workflows, by the names that {@code names} gives them. */
    public static List<Object> of(
            ComputeProviders providers, ServiceNames names, TenantSettings settings, RunHealth health) {
        return List.of(
                named(
                        names.of(TenantObject.SERVICE),
                        new TenantObject(providers, names, settings, health),
                        // What the watcher tells, nobody else may.
                        tenant -> tenant.configureHandler("settled", settled -> settled.ingressPrivate(true))),
                named(
                        names.of(TenantWatcher.SERVICE),
                        new TenantWatcher(names),
                        watcher -> watcher.ingressPrivate(true)),
                new TenantPlanningService(new TenantPlanning(providers), names.ofWorkflow(Lifecycle.PLAN.workflowId())),
                new TenantProvisioningService(
                        new TenantProvisioning(providers), names.ofWorkflow(Lifecycle.PROVISION.workflowId())),
                new TenantUpdateService(new TenantUpdate(providers), names.ofWorkflow(Lifecycle.UPDATE.workflowId())),
                new TenantArchivingService(
                        new TenantArchiving(providers), names.ofWorkflow(Lifecycle.ARCHIVE.workflowId())),
                new TenantDeletionService(
                        new TenantDeletion(providers), names.ofWorkflow(Lifecycle.DELETE.workflowId())));
    }

    private static ServiceDefinition named(String name, Object service, Consumer<Configurator> policies) {
        ServiceDefinition own = Endpoint.bind(service)
                .build()
                .getServiceDefinitions()
                .findFirst()
                .orElseThrow();
        return ServiceDefinition.of(name, own.getServiceType(), own.getHandlers())
                .withDocumentation(own.getDocumentation())
                .withMetadata(own.getMetadata())
                .configure(policies);
    }
}
