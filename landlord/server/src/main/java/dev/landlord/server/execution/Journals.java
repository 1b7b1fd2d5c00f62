package dev.landlord.server.execution;

import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the journals of runs, which does not load the runs. */
final class Journals {
    /** The maximum number of journals in one response of Restate. */
    private static final int BATCH = 200;

    /** Input, output and state may be large, and a run does not wait for them. */
    private static final String WITHOUT_PAYLOADS =
            "entry_type not in ('Command: Input', 'Command: Output', 'Command: SetState') and ";

    private final RestateApi restate;

    Journals(RestateApi restate) {
        this.restate = restate;
    }

    /** The journal of one run, in order; empty if Restate does not have it. */
    List<JournalEntry> of(String id) {
        return read(List.of(id), "").getOrDefault(id, List.of());
    }

    /** Returns those of the runs that only wait. Restate's own status shows it only after the run is suspended. */
    Set<String> waiting(List<String> ids) {
        Set<String> waiting = new HashSet<>();
        for (int from = 0; from < ids.size(); from += BATCH) {
            List<String> batch = ids.subList(from, Math.min(ids.size(), from + BATCH));
            read(batch, WITHOUT_PAYLOADS).forEach((id, journal) -> {
                if (new Timeline(journal, false).isWaiting()) {
                    waiting.add(id);
                }
            });
        }
        return waiting;
    }

    private Map<String, List<JournalEntry>> read(List<String> ids, String condition) {
        Map<String, List<JournalEntry>> journals = new HashMap<>();
        restate.query(JournalEntry.COLUMNS + condition + "id in " + Sql.texts(ids) + " order by id, index")
                .forEach(row -> journals.computeIfAbsent(row.path("id").asText(), id -> new ArrayList<>())
                        .add(JournalEntry.of(row)));
        return journals;
    }
}
