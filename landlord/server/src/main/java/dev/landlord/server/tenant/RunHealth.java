package dev.landlord.server.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.server.execution.ExecutionError;
import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.Sql;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The conditions of runs that have not ended. */
@FunctionalInterface
public interface RunHealth {
    /** The condition of each invocation that Restate knows, by its id. */
    Map<String, RunCondition> of(Collection<String> invocationIds);

    /** Reads the conditions from Restate's admin API. */
    static RunHealth from(RestateApi restate) {
        return invocationIds -> {
            Map<String, RunCondition> conditions = new LinkedHashMap<>();
            if (invocationIds.isEmpty()) {
                return conditions;
            }
            List<JsonNode> rows = restate.query("select id, status, retry_count, last_failure,"
                    + " last_failure_related_command_index, journal_commands_size from sys_invocation"
                    + " where id in " + Sql.texts(invocationIds));
            rows.forEach(row -> conditions.put(
                    row.path("id").asText(),
                    new RunCondition(
                            row.path("status").asText(),
                            isRetrying(row),
                            row.path("retry_count").asInt(),
                            row.hasNonNull("last_failure")
                                    ? ExecutionError.firstLine(
                                            row.get("last_failure").asText())
                                    : null)));
            return conditions;
        };
    }

    /**
     * Restate keeps the last failure also after the run has made progress. The run has made no progress if the failed
     * command is the last command in its journal.
     */
    private static boolean isRetrying(JsonNode row) {
        return row.path("status").asText().equals("running")
                && row.hasNonNull("last_failure")
                && row.hasNonNull("last_failure_related_command_index")
                && row.get("last_failure_related_command_index").asLong()
                        == row.path("journal_commands_size").asLong() - 1;
    }
}
