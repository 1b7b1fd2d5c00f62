package dev.landlord.samples.landlord.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.samples.landlord.execution.ExecutionError;
import dev.landlord.samples.landlord.restate.RestateApi;
import dev.landlord.samples.landlord.restate.Sql;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How runs are that have not ended. */
@FunctionalInterface
public interface RunHealth {
    /** The condition of each of these invocations; of one that Restate does not know there is none. */
    Map<String, RunCondition> of(Collection<String> invocationIds);

    /** As Restate's admin API tells. */
    static RunHealth from(RestateApi restate) {
        return invocationIds -> {
            Map<String, RunCondition> conditions = new LinkedHashMap<>();
            if (invocationIds.isEmpty()) {
                return conditions;
            }
            List<JsonNode> rows = restate.query("select id, status, retry_count, last_failure from sys_invocation"
                    + " where id in " + Sql.texts(invocationIds));
            rows.forEach(row -> conditions.put(
                    row.path("id").asText(),
                    new RunCondition(
                            row.path("status").asText(),
                            row.path("retry_count").asInt(),
                            row.hasNonNull("last_failure")
                                    ? ExecutionError.firstLine(
                                            row.get("last_failure").asText())
                                    : null)));
            return conditions;
        };
    }
}
