package dev.landlord.samples.landlord.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.samples.landlord.restate.RestateApi;
import dev.landlord.samples.landlord.restate.Sql;
import java.util.List;
import java.util.Optional;

/** The rows of Restate's table of invocations that are runs of workflows. */
final class Invocations {
    /** The newest, whatever its name. */
    static final String LATEST = "latest";

    private static final String RUNS = "select id, target_service_key, status, completion_result, completion_failure,"
            + " retry_count, last_failure, created_at, running_at, completed_at"
            + " from sys_invocation where target_handler_name = 'run' and target_service_name = ";

    private static final String ID_PREFIX = "inv_";

    private final RestateApi restate;

    Invocations(RestateApi restate) {
        this.restate = restate;
    }

    /**
     * A run by its name, its id, or {@link #LATEST}.
     *
     * @throws ExecutionNotFound if there is none
     */
    JsonNode find(WorkflowTarget workflow, String name) {
        if (name.equals(LATEST)) {
            return newest(workflow, 1).stream().findFirst().orElseThrow(() -> ExecutionNotFound.none(workflow));
        }
        String column = name.startsWith(ID_PREFIX)
                // Compared as a text, because Restate fails the query if it is not well-formed as an id.
                ? "concat(id, '')"
                : "target_service_key";
        Optional<JsonNode> found = runs(workflow, " and " + column + " = " + Sql.text(name) + " limit 1").stream()
                .findFirst();
        return found.orElseThrow(() -> ExecutionNotFound.named(workflow, name));
    }

    /** The newest runs, the newest first. */
    List<JsonNode> newest(WorkflowTarget workflow, int limit) {
        return runs(workflow, " order by created_at desc, id limit " + limit);
    }

    private List<JsonNode> runs(WorkflowTarget workflow, String rest) {
        return restate.query(RUNS + Sql.text(workflow.serviceName()) + rest);
    }
}
