package dev.landlord.samples.landlord.server;

import dev.landlord.samples.landlord.blueprint.BlueprintObject;
import dev.landlord.samples.landlord.blueprint.RunBlueprint;
import dev.landlord.samples.landlord.blueprint.RunBlueprintService;
import dev.landlord.samples.landlord.blueprint.Shell;
import dev.landlord.samples.landlord.catalog.ServedWorkflows;
import dev.landlord.samples.landlord.execution.CancelReasonObject;
import dev.landlord.samples.landlord.registration.Registrar;
import dev.landlord.workflow.restate.WorkflowService;
import dev.restate.sdk.endpoint.Endpoint;
import dev.restate.sdk.endpoint.definition.ServiceDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the worker serves: Landlord's own services, and one for each blueprint. */
final class WorkerServices implements ServedWorkflows {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Worker worker;
    private final List<Object> own;
    private final RunBlueprint runBlueprint = new RunBlueprint(new Shell());
    private Registrar registrar;

    /** @param tenants the services for tenants */
    WorkerServices(Worker worker, List<Object> tenants) {
        this.worker = worker;
        this.own = Stream.concat(tenants.stream(), Stream.of(new BlueprintObject(), new CancelReasonObject()))
                .toList();
        worker.serve(own);
    }

    @Override
    public List<String> names() {
        return names(own);
    }

    /** From now on what is served is registered with it. */
    void registeredBy(Registrar registrar) {
        this.registrar = registrar;
    }

    @Override
    public void serve(Set<String> blueprintServices) {
        List<Object> all = new ArrayList<>(own);
        blueprintServices.stream()
                .sorted()
                .map(name -> new RunBlueprintService(runBlueprint, name))
                .forEach(all::add);
        worker.serve(all);
        registrar.registerAgain(names(all));
    }

    @Override
    public Set<String> registered() {
        return registrar.readiness().registered();
    }

    @Override
    public void awaitRegistered() {
        try {
            registrar.awaitReady(LONGEST_WAIT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void requireRegistered(String service) {
        registrar.requireRegistered(service);
    }

    private static List<String> names(List<?> services) {
        return services.stream().map(WorkerServices::name).toList();
    }

    private static String name(Object service) {
        if (service instanceof WorkflowService workflow) {
            return workflow.name();
        }
        if (service instanceof ServiceDefinition definition) {
            return definition.getServiceName();
        }
        return Endpoint.bind(service)
                .build()
                .getServiceDefinitions()
                .findFirst()
                .orElseThrow()
                .getServiceName();
    }
}
