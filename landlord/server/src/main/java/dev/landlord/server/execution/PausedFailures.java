package dev.landlord.server.execution;

import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.Sql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The last failures of paused runs, which only the events of Restate contain. */
final class PausedFailures {
    private PausedFailures() {}

    /** The first lines of the failures, by the ids of the runs. */
    static Map<String, String> of(RestateApi restate, List<InvocationRow> rows) {
        List<String> paused = rows.stream()
                .filter(row -> row.state().subState() == SubState.ERROR)
                .map(InvocationRow::id)
                .toList();
        Map<String, String> failures = new HashMap<>();
        if (!paused.isEmpty()) {
            restate.query("select id, event_json from sys_journal_events where event_type = 'Paused' and id in "
                            + Sql.texts(paused) + " order by appended_at")
                    .forEach(event -> failures.put(
                            event.path("id").asText(),
                            ExecutionError.firstLine(JournalEntry.parse(event.path("event_json"))
                                    .at("/last_failure/error_message")
                                    .asText())));
        }
        return failures;
    }
}
