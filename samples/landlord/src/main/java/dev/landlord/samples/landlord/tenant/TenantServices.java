package dev.landlord.samples.landlord.tenant;

import dev.landlord.samples.landlord.compute.ComputeProviders;
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
import dev.landlord.workflow.restate.WorkflowService;
import dev.restate.sdk.endpoint.Endpoint;
import dev.restate.sdk.endpoint.definition.ServiceDefinition;
import dev.restate.sdk.endpoint.definition.ServiceDefinition.Configurator;
import java.util.List;
import java.util.function.Consumer;

/** What Restate calls for tenants: hand it to a server. */
public final class TenantServices {
    private TenantServices() {}

    /** The tenants, what watches their runs, and the workflows, by the names that {@code names} gives them. */
    public static List<ServiceDefinition> of(
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
                workflow(names, Lifecycle.PLAN, new TenantPlanningService(new TenantPlanning(providers))),
                workflow(names, Lifecycle.PROVISION, new TenantProvisioningService(new TenantProvisioning(providers))),
                workflow(names, Lifecycle.UPDATE, new TenantUpdateService(new TenantUpdate(providers))),
                workflow(names, Lifecycle.ARCHIVE, new TenantArchivingService(new TenantArchiving(providers))),
                workflow(names, Lifecycle.DELETE, new TenantDeletionService(new TenantDeletion(providers))));
    }

    private static ServiceDefinition workflow(ServiceNames names, Lifecycle lifecycle, WorkflowService service) {
        return named(names.ofWorkflow(lifecycle.workflowId()), service, service::configure);
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
