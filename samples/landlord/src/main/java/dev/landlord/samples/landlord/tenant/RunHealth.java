package dev.landlord.samples.landlord.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How runs are that have not ended. */
@FunctionalInterface
public interface RunHealth {
    /** The condition of each of these invocations; of one that Restate does not know there is none. */
    Map<String, RunCondition> of(Collection<String> invocationIds) throws IOException;

    /** As Restate's admin API tells. */
    static RunHealth from(AdminSql sql) {
        return invocationIds -> {
            Map<String, RunCondition> conditions = new LinkedHashMap<>();
            if (invocationIds.isEmpty()) {
                return conditions;
            }
            String ids = invocationIds.stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
            List<JsonNode> rows = sql.query(
                    "select id, status, retry_count, last_failure from sys_invocation where id in (" + ids + ")");
            rows.forEach(row -> conditions.put(
                    row.path("id").asText(),
                    new RunCondition(
                            row.path("status").asText(),
                            row.path("retry_count").asInt(),
                            row.path("last_failure").asText(null))));
            return conditions;
        };
    }
}
