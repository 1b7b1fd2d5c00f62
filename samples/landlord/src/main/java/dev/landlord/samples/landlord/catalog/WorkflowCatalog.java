package dev.landlord.samples.landlord.catalog;

import dev.landlord.samples.landlord.blueprint.Blueprint;
import dev.landlord.samples.landlord.blueprint.BlueprintCreation;
import dev.landlord.samples.landlord.blueprint.BlueprintNames;
import dev.landlord.samples.landlord.blueprint.BlueprintObject;
import dev.landlord.samples.landlord.blueprint.BlueprintStore;
import dev.landlord.samples.landlord.blueprint.ServiceNameTaken;
import dev.landlord.samples.landlord.config.ServiceNames;
import dev.landlord.samples.landlord.execution.Invocations;
import dev.landlord.samples.landlord.execution.WorkflowTarget;
import dev.landlord.samples.landlord.restate.RestateApi;
import dev.landlord.samples.landlord.restate.RestateException;
import dev.landlord.samples.landlord.tenant.Lifecycle;
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
 * The workflows there are: those that come with Landlord, and the blueprints that users made, each of which runs as a
 * service of its own. Blueprints are kept by Restate; another Landlord may have made some, so {@link #refresh()} looks.
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

    /** What came of a blueprint that was to be made; {@code isNew} is false if the same was there. */
    public record Created(CatalogEntry entry, boolean isNew) {}

    /**
     * Makes a workflow, and serves it. It can be run when this returns, if Restate is there.
     *
     * @throws dev.landlord.samples.landlord.blueprint.BlueprintConflict if there is another one of its id
     * @throws WorkflowBuiltIn if the id is that of one which comes with Landlord
     * @throws ServiceNameTaken if it would run as a service that is there for something else
     * @throws dev.landlord.samples.landlord.blueprint.BlueprintProblems if no service can have its name
     */
    public synchronized Created create(Blueprint blueprint) {
        requireNotBuiltIn(blueprint.workflowId());
        usable.requireUsable(blueprint.workflowId());
        requireKeeping(blueprint.workflowId());
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

    /** What a store that decides does not know: blueprints of an older Landlord, and services of other programs. */
    private void requireFreeName(String workflowId) {
        String service = names.ofWorkflow(workflowId);
        served.foreign(service).ifPresent(foreign -> {
            throw new ServiceNameTaken(workflowId, service, foreign);
        });
        blueprints.list().stream()
                .map(Blueprint::workflowId)
                .filter(other ->
                        !other.equals(workflowId) && names.ofWorkflow(other).equals(service))
                .findFirst()
                .ifPresent(other -> {
                    throw new ServiceNameTaken(workflowId, service, "workflow " + other);
                });
    }

    /**
     * Deletes it, if it is there. No new executions start; {@link #target} still finds those that there are.
     * {@link WorkflowRemoval} looks first whether any has not ended.
     */
    void delete(String workflowId) {
        requireNotBuiltIn(workflowId);
        if (!isId(workflowId)) {
            return;
        }
        requireKeeping(workflowId);
        blueprints.delete(workflowId);
        LOG.info("workflow deleted workflow_id={}", workflowId);
    }

    /**
     * The workflow of that id.
     *
     * @throws WorkflowNotFound if there is none
     * @throws RuntimeException as of {@link #requireRegistered}, if Landlord has never reached Restate, who would know
     */
    public CatalogEntry find(String workflowId) {
        return builtIn()
                .filter(entry -> entry.blueprint().workflowId().equals(workflowId))
                .findFirst()
                .or(() -> blueprint(workflowId).map(this::entry))
                .orElseThrow(() -> new WorkflowNotFound(workflowId));
    }

    /**
     * The workflow whose executions are meant: one that is there, or one that was deleted and whose executions Restate
     * still knows.
     *
     * @throws WorkflowNotFound if there is neither
     * @throws RuntimeException like {@link #find}
     */
    public WorkflowTarget target(String workflowId) {
        try {
            return find(workflowId).target();
        } catch (WorkflowNotFound deleted) {
            WorkflowTarget target = new WorkflowTarget(workflowId, names.ofWorkflow(workflowId));
            if (!isId(workflowId)
                    || !workflowId.equals(blueprints.owners().get(target.serviceName()))
                    || invocations.newest(target, 1).isEmpty()) {
                throw deleted;
            }
            return target;
        }
    }

    /** The executions of the blueprint of that id, if there is one, also if it cannot be read. */
    Optional<WorkflowTarget> kept(String workflowId) {
        if (!isId(workflowId)) {
            return Optional.empty();
        }
        requireKeeping(workflowId);
        return blueprints.kept().has(workflowId)
                ? Optional.of(new WorkflowTarget(workflowId, names.ofWorkflow(workflowId)))
                : Optional.empty();
    }

    private Optional<Blueprint> blueprint(String workflowId) {
        if (!isId(workflowId)) {
            return Optional.empty();
        }
        requireKeeping(workflowId);
        return blueprints.find(workflowId);
    }

    private static boolean isId(String text) {
        return text.matches("[a-z0-9-]{1,128}");
    }

    /** Restate keeps the blueprints, by a service that it has to know first. */
    private void requireKeeping(String workflowId) {
        if (!served.registered().contains(names.of(BlueprintObject.SERVICE))) {
            served.requireRegistered(names.ofWorkflow(workflowId));
        }
    }

    /** All of them: those of Landlord first, then the others by their ids. */
    public List<CatalogEntry> list() {
        return Stream.concat(builtIn(), blueprints.list().stream().map(this::entry))
                .toList();
    }

    /** The executions of all of them, and of those that were deleted before all their executions had ended. */
    public List<WorkflowTarget> targets() {
        // An older Landlord kept workflows with the same service; it runs once.
        Map<String, WorkflowTarget> targets = new LinkedHashMap<>();
        list().stream().map(CatalogEntry::target).forEach(target -> targets.putIfAbsent(target.serviceName(), target));
        deletedAtWork(Set.copyOf(targets.keySet()))
                .forEach((service, id) -> targets.put(service, new WorkflowTarget(id, service)));
        return List.copyOf(targets.values());
    }

    /** The services outside of {@code services} that a blueprint had and that have executions which have not ended. */
    private Map<String, String> deletedAtWork(Set<String> services) {
        Map<String, String> deleted = blueprints.owners();
        deleted.keySet().removeAll(services);
        deleted.keySet().retainAll(invocations.servicesAtWork(deleted.keySet()));
        return deleted;
    }

    /** The workflows that are kept and not served, by their ids, each with the reason in words. */
    public Map<String, String> unserved() {
        return unserved;
    }

    /**
     * Returns if the workflow can be run.
     *
     * @throws RuntimeException if Restate does not know its service yet
     */
    public void requireRegistered(CatalogEntry entry) {
        served.requireRegistered(entry.serviceName());
    }

    /**
     * Serves what there is. A blueprint that was deleted is served for as long as this process runs or its executions
     * have not ended. One that cannot be served is left out, and named by {@link #unserved} and once in the log.
     *
     * @throws RestateException if Restate cannot be asked
     */
    public synchronized void refresh() {
        BlueprintStore.Kept kept = blueprints.kept();
        Map<String, String> problems = new TreeMap<>(kept.unreadable());
        Map<String, String> idByService = new TreeMap<>();
        for (Blueprint blueprint : kept.readable()) {
            String id = blueprint.workflowId();
            usable.problem(id)
                    .ifPresentOrElse(
                            problem -> problems.put(id, problem), () -> idByService.put(usable.service(id), id));
        }
        idByService.putAll(deletedAtWork(idByService.keySet()));
        Set<String> wanted = new HashSet<>(servedNames);
        wanted.addAll(idByService.keySet());
        Map<String, String> refused = served.serve(wanted);
        refused.forEach((service, problem) -> problems.put(idByService.getOrDefault(service, service), problem));
        wanted.removeAll(refused.keySet());
        servedNames = wanted;
        problems.forEach((id, problem) -> {
            if (!problem.equals(unserved.get(id))) {
                LOG.error("workflow not served workflow_id={}: {}", id, problem);
            }
        });
        unserved = problems;
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
        if (Stream.of(Lifecycle.values())
                .anyMatch(workflow -> workflow.workflowId().equals(workflowId))) {
            throw new WorkflowBuiltIn(workflowId);
        }
    }
}
