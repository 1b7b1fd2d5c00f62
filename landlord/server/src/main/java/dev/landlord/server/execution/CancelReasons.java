package dev.landlord.server.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.landlord.server.config.ServiceNames;
import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The reasons why executions were cancelled, which {@link CancelReasonObject} stores. */
final class CancelReasons {
    private final RestateApi restate;
    private final String service;

    CancelReasons(RestateApi restate, ServiceNames names) {
        this.restate = restate;
        this.service = names.of(CancelReasonObject.SERVICE);
    }

    /**
     * Cancels the execution, unless it was cancelled before; returns when Restate has stored the cancellation.
     *
     * @param reason may be {@code null}
     */
    void cancel(String executionId, String reason) {
        JsonNode text = JsonNodeFactory.instance.textNode(reason == null ? "" : reason);
        restate.call(Optional.empty(), text, service, executionId, "cancel").orThrow();
    }

    /** The metadata of executions with a reason, by the ids of the executions. */
    Map<String, Map<String, String>> metadata(List<String> executionIds) {
        if (executionIds.isEmpty()) {
            return Map.of();
        }
        return restate
                .query("select service_key, value_utf8 from state where service_name = "
                        + Sql.text(service) + " and key = " + Sql.text(CancelReasonObject.STATE)
                        + " and service_key in " + Sql.texts(executionIds))
                .stream()
                .filter(row -> !reason(row).isBlank())
                .collect(Collectors.toMap(
                        row -> row.path("service_key").asText(), row -> Map.of("cancel_reason", reason(row))));
    }

    private static String reason(JsonNode row) {
        return JournalEntry.parse(row.path("value_utf8")).asText();
    }
}
