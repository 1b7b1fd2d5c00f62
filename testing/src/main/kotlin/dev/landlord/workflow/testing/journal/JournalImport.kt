package dev.landlord.workflow.testing.journal

import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.devserver.RestateAdmin

/**
 * Reads the journals of the runs on a server from its table `sys_journal`. They hold no result
 * types, no retry policies and no durations, so a replay does not compare these.
 */
internal class JournalImport(private val admin: RestateAdmin, private val service: String) {
    init {
        require(service.matches(SERVICE_NAME)) { "\"$service\" is not the name of a service" }
    }

    /** The runs that have not ended, the oldest first. */
    fun inFlight(): List<Execution> =
        admin
            .query(
                "select id, target_service_key, status from sys_invocation " +
                    "where target_service_name = '$service' and target_handler_name = 'run' " +
                    "and status <> 'completed' order by created_at, id"
            )
            .map {
                Execution(
                    it["id"].asText(),
                    it["target_service_key"].asText(),
                    it["status"].asText(),
                )
            }

    /** @throws IllegalArgumentException if the journal has an entry that no workflow writes */
    fun journal(execution: Execution): RecordedJournal {
        val rows =
            admin.query(
                "select index, entry_type, entry_json from sys_journal " +
                    "where id = '${execution.invocationId}' order by index"
            )
        val entries = rows.map {
            it["entry_type"].asText() to JSON.readTree(it["entry_json"].asText())
        }
        val input = entries.firstOrNull { it.first == "Command: Input" }?.second
        val journal =
            RecordedJournal(
                service,
                execution.key,
                execution.invocationId,
                bytes(input?.at("/Command/Input/payload")),
            )
        JournalEntryReader(journal, entries).read()
        return journal
    }

    /** A run of the workflow on the server. */
    class Execution(val invocationId: String, val key: String, val status: String)

    private companion object {
        val JSON = ObjectMapper()
        val SERVICE_NAME = Regex("[A-Za-z][A-Za-z0-9_.-]*")
    }
}
