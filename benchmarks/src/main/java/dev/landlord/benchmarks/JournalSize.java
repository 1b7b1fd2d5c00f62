package dev.landlord.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.devserver.RestateAdmin;

/** The number of entries in the journal of a run, and their size in bytes. */
public record JournalSize(int entries, int bytes) {
    /** The journal of the run of this service with this key. */
    public static JournalSize of(RestateAdmin admin, String service, String key) {
        JsonNode row = admin.query("select count(*) as entries, sum(length(encode(raw, 'hex'))) / 2 as bytes "
                        + "from sys_journal where id in (select id from sys_invocation where target_service_name = '"
                        + service + "' and target_service_key = '" + key + "' and target_handler_name = 'run')")
                .get(0);
        return new JournalSize(row.get("entries").asInt(), row.get("bytes").asInt());
    }
}
