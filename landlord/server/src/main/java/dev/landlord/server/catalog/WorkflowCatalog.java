package dev.landlord.server.catalog;

import dev.landlord.server.blueprint.Blueprint;
import dev.landlord.server.blueprint.BlueprintCreation;
import dev.landlord.server.blueprint.BlueprintNames;
import dev.landlord.server.blueprint.BlueprintObject;
import dev.landlord.server.blueprint.BlueprintStore;
import dev.landlord.server.blueprint.ServiceNameTakenException;
import dev.landlord.server.config.ServiceNames;
import dev.landlord.server.execution.Invocations;
import dev.landlord.server.execution.WorkflowTarget;
import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.RestateException;
import dev.landlord.server.tenant.Lifecycle;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All workflows: the built-in workflows of Landlord, and the blueprints of users. Each blueprint runs as a service of its
 * own. Restate stores the blueprints; another Landlord may create some, so {@link #refresh()} reads them again.
 */
public final class WorkflowCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(WorkflowCatalog.class);

    private final BlueprintStore blueprints;
    private final BlueprintNames usable;
    private final Invocations invocations;
    private final ServiceNames names;
    private final ServedWorkflows served;
    private Set<String> servedNames = Set.of();
    private volatile Map<String, String> unserved = Map.of();

    public WorkflowCatalog(RestateApi restate, ServiceNames names, ServedWorkflows served) {
        this.blueprints = new BlueprintStore(restate, names);
        this.usable = new BlueprintNames(names, served::isOwn);
        this.invocations = new Invocations(restate);
        this.names = names;
        this.served = served;
    }

    /** The result of a request to create a workflow; {@code isNew} is false if an equal one was stored. */
    public record Created(CatalogEntry entry, boolean isNew) {}

    /**
     * Creates a workflow, and serves it. Unless Restate is unreachable, the workflow can run when this method returns.
     *
     * @throws dev.landlord.server.blueprint.BlueprintConflictException if a different one has the same id
     * @throws BuiltInWorkflowException if the id is that of a built-in workflow
     * @throws ServiceNameTakenException if its service has another owner
     * @throws dev.landlord.server.blueprint.InvalidBlueprintException if the name of its service is invalid
     */
    public synchronized Created create(Blueprint blueprint) {
        requireNotBuiltIn(blueprint.workflowId());
        usable.requireUsable(blueprint.workflowId());
        requireStore(blueprint.workflowId());
        requireFreeName(blueprint.workflowId());
        BlueprintCreation creation = blueprints.create(blueprint);
        refresh();
        served.awaitRegistered();
        CatalogEntry entry = entry(creation.blueprint());
        if (creation.isNew()) {
            LOG.info("workflow created workflow_id={} service_name={}", blueprint.workflowId(), entry.serviceName());
        }
        return new Created(entry, creation.isNew());
    }

    /** Checks owners that the store does not know: blueprints of an older Landlord, and other programs. */
    private void requireFreeName(String workflowId) {
        String service = names.ofWorkflow(workflowId);
        served.foreign(service).ifPresent(foreign -> {
            throw new ServiceNameTakenException(workflowId, service, foreign);
        });
        blueprints.list().stream()
                .map(Blueprint::workflowId)
                .filter(other ->
                        !other.equals(workflowId) && names.ofWorkflow(other).equals(service))
                .findFirst()
                .ifPresent(other -> {
                    throw new ServiceNameTakenException(workflowId, service, "workflow " + other);
                });
    }

    /**
     * Deletes a workflow, if it exists. No new executions start; {@link #target} still finds the existing ones. {@link
     * WorkflowRemoval} first checks that all have ended.
     */
    void delete(String workflowId) {
        requireNotBuiltIn(workflowId);
        if (!isId(workflowId)) {
            return;
        }
        requireStore(workflowId);
        blueprints.delete(workflowId);
        LOG.info("workflow deleted workflow_id={}", workflowId);
    }

    /**
     * Returns the workflow of that id.
     *
     * @throws WorkflowNotFoundException if it does not exist
     * @throws RuntimeException like {@link #requireRegistered}, if Landlord has never reached Restate
     */
    public CatalogEntry find(String workflowId) {
        return builtIn()
                .filter(entry -> entry.blueprint().workflowId().equals(workflowId))
                .findFirst()
                .or(() -> blueprint(workflowId).map(this::entry))
                .orElseThrow(() -> new WorkflowNotFoundException(workflowId));
    }

    /**
     * Returns the target of an existing workflow, or of a deleted workflow whose executions Restate has kept.
     *
     * @throws WorkflowNotFoundException if there is neither
     * @throws RuntimeException like {@link #find}
     */
    public WorkflowTarget target(String workflowId) {
        try {
            return find(workflowId).target();
        } catch (WorkflowNotFoundException deleted) {
            WorkflowTarget target = new WorkflowTarget(workflowId, names.ofWorkflow(workflowId));
            if (!isId(workflowId)
                    || !workflowId.equals(blueprints.owners().get(target.serviceName()))
                    || invocations.newest(target, 1).isEmpty()) {
                throw deleted;
            }
            return target;
        }
    }

    /** The target of the blueprint of that id, if it is stored, even if it cannot be read. */
    Optional<WorkflowTarget> stored(String workflowId) {
        if (!isId(workflowId)) {
            return Optional.empty();
        }
        requireStore(workflowId);
        return blueprints.all().has(workflowId)
                ? Optional.of(new WorkflowTarget(workflowId, names.ofWorkflow(workflowId)))
                : Optional.empty();
    }

    private Optional<Blueprint> blueprint(String workflowId) {
        if (!isId(workflowId)) {
            return Optional.empty();
        }
        requireStore(workflowId);
        return blueprints.find(workflowId);
    }

    private static boolean isId(String text) {
        return text.matches("[a-z0-9-]{1,128}");
    }

    /** Requires that Restate has registered the service that stores the blueprints. */
    private void requireStore(String workflowId) {
        if (!served.registered().contains(names.of(BlueprintObject.SERVICE))) {
            served.requireRegistered(names.ofWorkflow(workflowId));
        }
    }

    /** All workflows: the built-in ones first, then the others by id. */
    public List<CatalogEntry> list() {
        return Stream.concat(builtIn(), blueprints.list().stream().map(this::entry))
                .toList();
    }

    /** The targets of all workflows, and of deleted workflows with running executions. */
    public List<WorkflowTarget> targets() {
        // An older Landlord stored several workflows with the same service.
        Map<String, WorkflowTarget> targets = new LinkedHashMap<>();
        list().stream().map(CatalogEntry::target).forEach(target -> targets.putIfAbsent(target.serviceName(), target));
        deletedButRunning(Set.copyOf(targets.keySet()))
                .forEach((service, id) -> targets.put(service, new WorkflowTarget(id, service)));
        return List.copyOf(targets.values());
    }

    /** The services of deleted blueprints with running executions, except {@code services}. */
    private Map<String, String> deletedButRunning(Set<String> services) {
        Map<String, String> deleted = blueprints.owners();
        deleted.keySet().removeAll(services);
        deleted.keySet().retainAll(invocations.servicesWithRunning(deleted.keySet()));
        return deleted;
    }

    /** The reasons why stored workflows are not served, by id. */
    public Map<String, String> unserved() {
        return unserved;
    }

    /**
     * Returns if the workflow can run.
     *
     * @throws RuntimeException if Restate has not registered its service yet
     */
    public void requireRegistered(CatalogEntry entry) {
        served.requireRegistered(entry.serviceName());
    }

    /**
     * Reads the blueprints and serves them. A deleted blueprint is served as long as this process runs, or executions of it
     * run. {@link #unserved} and the log name the blueprints that cannot be served.
     *
     * @throws RestateException if the request to Restate fails
     */
    public synchronized void refresh() {
        BlueprintStore.StoredBlueprints stored = blueprints.all();
        Map<String, String> errors = new TreeMap<>(stored.unreadable());
        Map<String, String> idByService = new TreeMap<>();
        for (Blueprint blueprint : stored.readable()) {
            String id = blueprint.workflowId();
            usable.error(id)
                    .ifPresentOrElse(error -> errors.put(id, error), () -> idByService.put(usable.service(id), id));
        }
        idByService.putAll(deletedButRunning(idByService.keySet()));
        Set<String> toServe = new HashSet<>(servedNames);
        toServe.addAll(idByService.keySet());
        Map<String, String> refused = served.serve(toServe);
        refused.forEach((service, error) -> errors.put(idByService.getOrDefault(service, service), error));
        toServe.removeAll(refused.keySet());
        servedNames = toServe;
        errors.forEach((id, error) -> {
            if (!error.equals(unserved.get(id))) {
                LOG.error("workflow not served workflow_id={}: {}", id, error);
            }
        });
        unserved = errors;
    }

    private Stream<CatalogEntry> builtIn() {
        Set<String> registered = served.registered();
        return Stream.of(Lifecycle.values()).map(workflow -> {
            String service = names.ofWorkflow(workflow.workflowId());
            return CatalogEntry.of(workflow, service, registered.contains(service));
        });
    }

    private CatalogEntry entry(Blueprint blueprint) {
        String service = names.ofWorkflow(blueprint.workflowId());
        return new CatalogEntry(blueprint, service, served.registered().contains(service), false);
    }

    void requireNotBuiltIn(String workflowId) {
        if (Lifecycle.isWorkflow(workflowId)) {
            throw new BuiltInWorkflowException(workflowId);
        }
    }
}
