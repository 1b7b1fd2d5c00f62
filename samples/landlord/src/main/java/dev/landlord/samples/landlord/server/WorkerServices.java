package dev.landlord.samples.landlord.server;

import dev.landlord.samples.landlord.blueprint.BlueprintObject;
import dev.landlord.samples.landlord.blueprint.RunBlueprint;
import dev.landlord.samples.landlord.blueprint.RunBlueprintService;
import dev.landlord.samples.landlord.blueprint.Shell;
import dev.landlord.samples.landlord.catalog.ServedWorkflows;
import dev.landlord.samples.landlord.config.ServiceNames;
import dev.landlord.samples.landlord.execution.CancelReasonObject;
import dev.landlord.samples.landlord.registration.Registrar;
import dev.landlord.samples.landlord.restate.NamedService;
import dev.landlord.workflow.serve.WorkflowServer;
import dev.restate.sdk.endpoint.definition.ServiceDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the worker serves: Landlord's own services, and one for each blueprint. */
final class WorkerServices implements ServedWorkflows {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Worker worker;
    private final List<ServiceDefinition> own;
    private final RunBlueprint runBlueprint = new RunBlueprint(new Shell());
    private final Map<String, ServiceDefinition> blueprints = new TreeMap<>();
    private Registrar registrar;

    /**
     * @param names of all services
     * @param tenants the services for tenants
     */
    WorkerServices(Worker worker, ServiceNames names, List<Object> tenants) {
        this.worker = worker;
        Stream<Object> objects = Stream.of(
                NamedService.of(names.of(BlueprintObject.SERVICE), new BlueprintObject()),
                NamedService.of(names.of(CancelReasonObject.SERVICE), new CancelReasonObject(names)));
        this.own = Stream.concat(tenants.stream(), objects)
                .map(WorkerServices::definition)
                .toList();
        worker.serve(own);
    }

    /** The names of Landlord's own. */
    List<String> names() {
        return names(own);
    }

    /** From now on what is served is registered with it. */
    void registeredBy(Registrar registrar) {
        this.registrar = registrar;
    }

    @Override
    public void serve(Set<String> blueprintServices) {
        blueprints.keySet().retainAll(blueprintServices);
        blueprintServices.forEach(service ->
                blueprints.computeIfAbsent(service, name -> definition(new RunBlueprintService(runBlueprint, name))));
        List<ServiceDefinition> all = new ArrayList<>(own);
        all.addAll(blueprints.values());
        worker.serve(all);
        registrar.registerAgain(names(all));
    }

    @Override
    public boolean isOwn(String service) {
        return names().contains(service);
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

    private static List<String> names(Collection<ServiceDefinition> services) {
        return services.stream().map(ServiceDefinition::getServiceName).toList();
    }

    /** What it has to say when it is bound, it says here, and not whenever another one comes. */
    private static ServiceDefinition definition(Object service) {
        return WorkflowServer.builder()
                .bind(service)
                .endpoint()
                .getServiceDefinitions()
                .findFirst()
                .orElseThrow();
    }
}
