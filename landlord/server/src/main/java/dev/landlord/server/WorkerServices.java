package dev.landlord.server;

import dev.landlord.server.blueprint.BlueprintNames;
import dev.landlord.server.blueprint.BlueprintObject;
import dev.landlord.server.blueprint.BlueprintSource;
import dev.landlord.server.blueprint.RunBlueprint;
import dev.landlord.server.blueprint.RunBlueprintService;
import dev.landlord.server.blueprint.ServiceNameObject;
import dev.landlord.server.blueprint.Shell;
import dev.landlord.server.catalog.ServedWorkflows;
import dev.landlord.server.config.ServiceNames;
import dev.landlord.server.decision.DecisionRules;
import dev.landlord.server.execution.CancelReasonObject;
import dev.landlord.server.readiness.ProbeService;
import dev.landlord.server.registration.Registrar;
import dev.landlord.server.restate.NamedService;
import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.tenant.TenantWatcher;
import dev.landlord.workflow.restate.WorkflowService;
import dev.landlord.workflow.serve.WorkflowServer;
import dev.restate.sdk.endpoint.definition.ServiceDefinition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The services that the worker serves: Landlord's own services, and one for each blueprint. */
final class WorkerServices implements ServedWorkflows {
    private static final Duration MAX_REGISTRATION_WAIT = Duration.ofSeconds(5);
    private static final Duration WATCHER_INACTIVITY = Duration.ofSeconds(1);

    private final Worker worker;
    private final List<ServiceDefinition> own;

    /** The services that are generated from workflows; a block of one may run until its abort timeout. */
    private final Set<String> generated = ConcurrentHashMap.newKeySet();

    private final ServiceNames names;
    private final Shell shell;
    private final Map<String, ServiceDefinition> blueprints = new TreeMap<>();
    private final ForeignServices foreign;
    private Registrar registrar;

    private final DecisionRules decisions;

    /**
     * @param names the names of all services
     * @param tenants the services for tenants
     * @param shell runs the commands of blueprints
     * @param decisions who may decide on the approvals of blueprints
     * @param restate the Restate on which other programs may have services of the same names
     */
    WorkerServices(
            Worker worker,
            ServiceNames names,
            List<Object> tenants,
            Shell shell,
            DecisionRules decisions,
            RestateApi restate) {
        this.shell = shell;
        this.decisions = decisions;
        this.worker = worker;
        this.names = names;
        this.foreign = new ForeignServices(restate);
        Stream<Object> objects = Stream.of(
                NamedService.of(
                        names.of(BlueprintObject.SERVICE),
                        new BlueprintObject(new BlueprintNames(names, this::isOwn), shell.isEnabled())),
                NamedService.of(names.of(ServiceNameObject.SERVICE), new ServiceNameObject())
                        .configure(object -> object.ingressPrivate(true)),
                NamedService.of(names.of(CancelReasonObject.SERVICE), new CancelReasonObject(names)),
                NamedService.of(names.of(ProbeService.SERVICE), new ProbeService()));
        this.own = Stream.concat(tenants.stream(), objects)
                .map(this::definition)
                .map(this::suspendingWatcher)
                .toList();
        worker.serve(own);
    }

    /**
     * The worker suspends generated workflows while they wait. The watcher of a run is written against the SDK, so Restate
     * suspends it after the inactivity timeout. The default of that timeout is a minute; for as long, the watcher would
     * use one of the invocations that Restate executes at a time.
     */
    private ServiceDefinition suspendingWatcher(ServiceDefinition service) {
        return service.getServiceName().equals(names.of(TenantWatcher.SERVICE))
                ? service.configure(watcher -> watcher.inactivityTimeout(WATCHER_INACTIVITY))
                : service;
    }

    /** Landlord's own services, each with the maximum duration of an attempt. */
    Map<String, Duration> own() {
        return durations(own);
    }

    /** Sets the registrar. Requests may have added blueprints before; it registers their services too. */
    synchronized void registeredBy(Registrar registrar) {
        this.registrar = registrar;
        if (!blueprints.isEmpty()) {
            registrar.registerAgain(durations(all()));
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
                registrar.registerAgain(durations(all()));
            }
        }
        worker.complete();
        return refused;
    }

    /** Adds the service of a blueprint; returns why it cannot be served, if it cannot. */
    private Optional<String> add(String service) {
        Optional<String> problem = foreign.find(service);
        if (problem.isPresent()) {
            return problem.map(other -> "the service " + service + " belongs to " + other);
        }
        try {
            blueprints.put(service, definition(runBlueprint(service)));
            return Optional.empty();
        } catch (RuntimeException failure) {
            return Optional.of("the service " + service + " cannot be served: " + failure.getMessage());
        }
    }

    private RunBlueprintService runBlueprint(String service) {
        BlueprintSource source = new BlueprintSource(
                names.of(BlueprintObject.SERVICE),
                workflowId -> names.ofWorkflow(workflowId).equals(service));
        return new RunBlueprintService(new RunBlueprint(shell, source, InstantSource.system(), decisions), service);
    }

    @Override
    public Optional<String> foreign(String service) {
        return foreign.find(service);
    }

    @Override
    public boolean isOwn(String service) {
        return own.stream().anyMatch(definition -> definition.getServiceName().equals(service));
    }

    @Override
    public Set<String> registered() {
        return registrar.readiness().registered();
    }

    @Override
    public void awaitRegistered() {
        try {
            registrar.awaitReady(MAX_REGISTRATION_WAIT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void requireRegistered(String service) {
        registrar.requireRegistered(service);
    }

    private Map<String, Duration> durations(Collection<ServiceDefinition> services) {
        return services.stream()
                .collect(Collectors.toMap(
                        ServiceDefinition::getServiceName,
                        service -> generated.contains(service.getServiceName())
                                ? service.getAbortTimeout()
                                : Duration.ZERO));
    }

    /** Binds a service once, so that the library logs the warnings about it once. */
    private ServiceDefinition definition(Object service) {
        ServiceDefinition definition = WorkflowServer.builder()
                .bind(service)
                .endpoint()
                .getServiceDefinitions()
                .findFirst()
                .orElseThrow();
        if (service instanceof WorkflowService) {
            generated.add(definition.getServiceName());
        }
        return definition;
    }
}
