package dev.landlord.server.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the runs of workflows from Restate's table of invocations. */
public final class Invocations {
    /** The name that stands for the newest run. */
    static final String LATEST = "latest";

    private static final String FROM =
            " from sys_invocation where target_handler_name = 'run' and target_service_name = ";

    private static final String RUNS = "select id, target_service_key, status, completion_result, completion_failure,"
            + " retry_count, last_failure, created_at, running_at, completed_at" + FROM;

    private static final String ID_PREFIX = "inv_";

    private final RestateApi restate;

    public Invocations(RestateApi restate) {
        this.restate = restate;
    }

    /**
     * Finds a run by its name, its id, or {@link #LATEST}.
     *
     * @throws ExecutionNotFoundException if the run does not exist
     */
    JsonNode find(WorkflowTarget workflow, String name) {
        if (name.equals(LATEST)) {
            return newest(workflow, 1).stream()
                    .findFirst()
                    .orElseThrow(() -> ExecutionNotFoundException.none(workflow));
        }
        String column = name.startsWith(ID_PREFIX)
                // Compared as text, because Restate fails the query if the value is not a well-formed id.
                ? "concat(id, '')"
                : "target_service_key";
        Optional<JsonNode> found = runs(workflow, " and " + column + " = " + Sql.text(name) + " limit 1").stream()
                .findFirst();
        return found.orElseThrow(() -> ExecutionNotFoundException.named(workflow, name));
    }

    /**
     * Returns the key of a run. A name is the key, even if the run does not exist; for an id or {@link #LATEST} the run must
     * exist.
     *
     * @throws ExecutionNotFoundException if it does not exist
     */
    String key(WorkflowTarget workflow, String name) {
        return name.equals(LATEST) || name.startsWith(ID_PREFIX)
                ? find(workflow, name).path("target_service_key").asText()
                : name;
    }

    /** The newest runs, newest first. */
    public List<JsonNode> newest(WorkflowTarget workflow, int limit) {
        return page(workflow, "", 0, limit);
    }

    /**
     * A page of the matching runs, newest first.
     *
     * @param condition a condition of {@link FilterSql}
     */
    List<JsonNode> page(WorkflowTarget workflow, String condition, int offset, int limit) {
        return runs(workflow, condition + " order by created_at desc, id limit " + limit + " offset " + offset);
    }

    /** The number of matching runs. */
    long count(WorkflowTarget workflow, String condition) {
        return restate.query("select count(*) as total" + FROM + Sql.text(workflow.serviceName()) + condition)
                .get(0)
                .path("total")
                .asLong();
    }

    /** The ids of the matching runs that Restate has in memory. */
    List<String> inMemory(WorkflowTarget workflow, String condition) {
        return restate
                .query("select id" + FROM + Sql.text(workflow.serviceName()) + " and status = 'running'" + condition)
                .stream()
                .map(run -> run.path("id").asText())
                .toList();
    }

    /** The names of the runs that have not ended, oldest first. */
    public List<String> running(WorkflowTarget workflow) {
        return runs(workflow, " and status <> 'completed' order by created_at, id").stream()
                .map(run -> run.path("target_service_key").asText())
                .toList();
    }

    /** Returns those of the services that have a run that has not ended. */
    public Set<String> servicesWithRunning(Collection<String> services) {
        return services.isEmpty()
                ? Set.of()
                : restate
                        .query("select distinct target_service_name from sys_invocation"
                                + " where target_handler_name = 'run' and status <> 'completed'"
                                + " and target_service_name in " + Sql.texts(services))
                        .stream()
                        .map(row -> row.path("target_service_name").asText())
                        .collect(Collectors.toSet());
    }

    private List<JsonNode> runs(WorkflowTarget workflow, String rest) {
        return restate.query(RUNS + Sql.text(workflow.serviceName()) + rest);
    }
}
