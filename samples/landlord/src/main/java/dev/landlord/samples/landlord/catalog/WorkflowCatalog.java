package dev.landlord.samples.landlord.catalog;

import dev.landlord.samples.landlord.blueprint.Blueprint;
import dev.landlord.samples.landlord.blueprint.BlueprintCreation;
import dev.landlord.samples.landlord.blueprint.BlueprintObject;
import dev.landlord.samples.landlord.blueprint.BlueprintStore;
import dev.landlord.samples.landlord.config.ServiceNames;
import dev.landlord.samples.landlord.execution.WorkflowTarget;
import dev.landlord.samples.landlord.restate.RestateException;
import dev.landlord.samples.landlord.tenant.Lifecycle;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    private final ServiceNames names;
    private final ServedWorkflows served;
    private Set<String> servedNames = Set.of();

    public WorkflowCatalog(BlueprintStore blueprints, ServiceNames names, ServedWorkflows served) {
        this.blueprints = blueprints;
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
     */
    public synchronized Created create(Blueprint blueprint) {
        requireNotBuiltIn(blueprint.workflowId());
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

    private void requireFreeName(String workflowId) {
        String service = names.ofWorkflow(workflowId);
        if (served.isOwn(service)) {
            throw new ServiceNameTaken(workflowId, service, "one of Landlord's own");
        }
        blueprints.list().stream()
                .map(Blueprint::workflowId)
                .filter(other ->
                        !other.equals(workflowId) && names.ofWorkflow(other).equals(service))
                .findFirst()
                .ifPresent(other -> {
                    throw new ServiceNameTaken(workflowId, service, "workflow " + other);
                });
    }

    /** Deletes it, if it is there. Its executions go on, but no new ones begin. */
    public void delete(String workflowId) {
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

    /** The executions of all of them. */
    public List<WorkflowTarget> targets() {
        return list().stream().map(CatalogEntry::target).toList();
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
     * Serves what there is. A blueprint that was deleted is served for as long as this process runs, for its executions.
     *
     * @throws RestateException if Restate cannot be asked
     */
    public synchronized void refresh() {
        Set<String> wanted = Stream.concat(
                        servedNames.stream(),
                        blueprints.list().stream().map(blueprint -> names.ofWorkflow(blueprint.workflowId())))
                .filter(service -> !served.isOwn(service))
                .collect(Collectors.toUnmodifiableSet());
        if (!wanted.equals(servedNames)) {
            served.serve(wanted);
            servedNames = wanted;
        }
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

    private static void requireNotBuiltIn(String workflowId) {
        if (Stream.of(Lifecycle.values())
                .anyMatch(workflow -> workflow.workflowId().equals(workflowId))) {
            throw new WorkflowBuiltIn(workflowId);
        }
    }
}
