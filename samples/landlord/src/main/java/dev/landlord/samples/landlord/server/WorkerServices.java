package dev.landlord.samples.landlord.server;

import dev.landlord.samples.landlord.blueprint.BlueprintNames;
import dev.landlord.samples.landlord.blueprint.BlueprintObject;
import dev.landlord.samples.landlord.blueprint.KeptBlueprints;
import dev.landlord.samples.landlord.blueprint.RunBlueprint;
import dev.landlord.samples.landlord.blueprint.RunBlueprintService;
import dev.landlord.samples.landlord.blueprint.ServiceNameObject;
import dev.landlord.samples.landlord.blueprint.Shell;
import dev.landlord.samples.landlord.catalog.ServedWorkflows;
import dev.landlord.samples.landlord.config.ServiceNames;
import dev.landlord.samples.landlord.execution.CancelReasonObject;
import dev.landlord.samples.landlord.registration.Registrar;
import dev.landlord.samples.landlord.restate.NamedService;
import dev.landlord.samples.landlord.restate.RestateApi;
import dev.landlord.samples.landlord.tenant.TenantWatcher;
import dev.landlord.workflow.serve.WorkflowServer;
import dev.restate.sdk.endpoint.definition.ServiceDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the worker serves: Landlord's own services, and one for each blueprint. */
final class WorkerServices implements ServedWorkflows {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration WATCHER_INACTIVITY = Duration.ofSeconds(1);

    private final Worker worker;
    private final List<ServiceDefinition> own;
    private final ServiceNames names;
    private final Shell shell = new Shell();
    private final Map<String, ServiceDefinition> blueprints = new TreeMap<>();
    private final ForeignServices foreign;
    private Registrar registrar;

    /**
     * @param names of all services
     * @param tenants the services for tenants
     * @param restate where other programs may have services of the same names
     */
    WorkerServices(Worker worker, ServiceNames names, List<Object> tenants, RestateApi restate) {
        this.worker = worker;
        this.names = names;
        this.foreign = new ForeignServices(restate);
        Stream<Object> objects = Stream.of(
                NamedService.of(
                        names.of(BlueprintObject.SERVICE), new BlueprintObject(new BlueprintNames(names, this::isOwn))),
                NamedService.of(names.of(ServiceNameObject.SERVICE), new ServiceNameObject())
                        .configure(object -> object.ingressPrivate(true)),
                NamedService.of(names.of(CancelReasonObject.SERVICE), new CancelReasonObject(names)));
        this.own = Stream.concat(tenants.stream(), objects)
                .map(WorkerServices::definition)
                .map(this::suspendingWatcher)
                .toList();
        worker.serve(own);
    }

    /**
     * The worker suspends generated workflows while they wait. The watcher of a run is written against the SDK, so
     * Restate suspends it, after its inactivity timeout. By default that is a minute, in which the watcher uses one of the
     * invocations that Restate executes at a time.
     */
    private ServiceDefinition suspendingWatcher(ServiceDefinition service) {
        return service.getServiceName().equals(names.of(TenantWatcher.SERVICE))
                ? service.configure(watcher -> watcher.inactivityTimeout(WATCHER_INACTIVITY))
                : service;
    }

    /** The names of Landlord's own. */
    List<String> names() {
        return names(own);
    }

    /** From now on what is served is registered with it; requests, and so blueprints, may have come before. */
    synchronized void registeredBy(Registrar registrar) {
        this.registrar = registrar;
        if (!blueprints.isEmpty()) {
            registrar.registerAgain(names(all()));
        }
    }

    private List<ServiceDefinition> all() {
        List<ServiceDefinition> all = new ArrayList<>(own);
        all.addAll(blueprints.values());
        return all;
    }

    @Override
    public synchronized Map<String, String> serve(Set<String> blueprintServices) {
        Map<String, String> refused = new TreeMap<>();
        Set<String> before = Set.copyOf(blueprints.keySet());
        blueprints.keySet().retainAll(blueprintServices);
        for (String service : blueprintServices) {
            if (!blueprints.containsKey(service)) {
                add(service).ifPresent(problem -> refused.put(service, problem));
            }
        }
        if (!blueprints.keySet().equals(before)) {
            worker.serve(all());
            if (registrar != null) {
                registrar.registerAgain(names(all()));
            }
        }
        worker.complete();
        return refused;
    }

    /** Serves the service too from the next time on; what keeps it from that, if anything does. */
    private Optional<String> add(String service) {
        Optional<String> problem = foreign.find(service);
        if (problem.isPresent()) {
            return problem.map(other -> "the service " + service + " is that of " + other);
        }
        try {
            blueprints.put(service, definition(runBlueprint(service)));
            return Optional.empty();
        } catch (RuntimeException refusal) {
            return Optional.of("the service " + service + " cannot be served: " + refusal.getMessage());
        }
    }

    private RunBlueprintService runBlueprint(String service) {
        KeptBlueprints kept = new KeptBlueprints(
                names.of(BlueprintObject.SERVICE),
                workflowId -> names.ofWorkflow(workflowId).equals(service));
        return new RunBlueprintService(new RunBlueprint(shell, kept), service);
    }

    @Override
    public Optional<String> foreign(String service) {
        return foreign.find(service);
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
