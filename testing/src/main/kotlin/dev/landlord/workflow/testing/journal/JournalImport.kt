package dev.landlord.workflow.testing.journal

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.workflow.testing.RestateAdmin
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException

/**
 * Reads the journals of executions that a server keeps, from its table `sys_journal`. They hold no
 * result types, no retry policies and no durations, so none of these is compared.
 */
internal class JournalImport(private val admin: RestateAdmin, private val service: String) {
    init {
        require(service.matches(SERVICE_NAME)) { "\"$service\" is no name of a service" }
    }

    /** What has not ended, in the order in which it was started. */
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

    /** @throws IllegalArgumentException if the journal holds what no landlord-workflow writes */
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
        val commands = HashMap<Int, Int>()
        for ((type, entry) in entries) journal.add(type, entry, commands)
        return journal
    }

    /** [commands] is which command has which completion id. */
    private fun RecordedJournal.add(type: String, entry: JsonNode, commands: MutableMap<Int, Int>) {
        fun command(path: String, command: Command) {
            commands[entry.at("$path/completion_id").asInt()] = this.commands.size
            add(command)
        }
        when (type) {
            "Command: Input" -> {}
            "Command: Run" ->
                command(
                    "/Command/Run",
                    Command(Command.Kind.RUN, entry.at("/Command/Run/name").asText()),
                )
            "Command: Sleep" -> command("/Command/Sleep", Command.sleep(null))
            "Command: SetState" -> {
                val state = entry.at("/Command/SetState")
                add(Command.state(state["key"].asText(), bytes(state["value"])))
            }
            "Command: GetPromise" ->
                command(
                    "/Command/GetPromise",
                    Command.promise(entry.at("/Command/GetPromise/key").asText()),
                )
            "Command: CompletePromise" -> {
                val completion = entry.at("/Command/CompletePromise")
                command(
                    "/Command/CompletePromise",
                    Command.complete(
                        completion["key"].asText(),
                        bytes(completion.at("/value/Success")),
                    ),
                )
            }
            "Command: Output" -> end = end(entry.at("/Command/Output/result"))
            "Notification: Run" -> complete(entry.at("/Notification/Completion/Run"), commands)
            "Notification: Sleep" -> complete(entry.at("/Notification/Completion/Sleep"), commands)
            "Notification: GetPromise" ->
                complete(entry.at("/Notification/Completion/GetPromise"), commands)
            "Notification: CompletePromise" ->
                complete(entry.at("/Notification/Completion/CompletePromise"), commands)
            "Notification: Signal" -> add(signal(entry))
            else -> throw IllegalArgumentException(unknown(entry))
        }
    }

    private fun RecordedJournal.complete(completion: JsonNode, commands: Map<Int, Int>) {
        val command = commands.getValue(completion["completion_id"].asInt())
        val failure = failure(completion["result"])
        add(Completion(command, bytes(completion.at("/result/Success")), failure))
    }

    private fun signal(entry: JsonNode): Completion {
        val signal = entry.at("/Notification/Signal")
        val index = signal.at("/id/Index").asInt(-1)
        if (index == CANCEL) return Completion.Cancellation
        require(index >= FIRST_AWAKEABLE) { unknown(entry) }
        val value = bytes(signal.at("/result/Success"))
        return Completion.ofAwakeable(index - FIRST_AWAKEABLE, value, failure(signal["result"]))
    }

    private fun failure(result: JsonNode?): TerminalException? =
        result
            ?.path("Failure")
            ?.takeIf { it.isObject }
            ?.let {
                TerminalException(it["code"].asInt(), it["message"].asText())
            }

    private fun end(result: JsonNode): End {
        val failure = result.path("Failure")
        return if (failure.isObject)
            End.Failed(failure["code"].asInt(), failure["message"].asText())
        else End.Result(bytes(result.path("Success")))
    }

    private fun bytes(numbers: JsonNode?): Slice =
        if (numbers == null || numbers.isEmpty) Slice.EMPTY
        else Slice.wrap(ByteArray(numbers.size()) { numbers[it].asInt().toByte() })

    private fun unknown(entry: JsonNode) = "holds an entry that cannot be replayed here: $entry"

    /** One run of a workflow, as the server knows it. */
    class Execution(val invocationId: String, val key: String, val status: String)

    private companion object {
        val JSON = ObjectMapper()
        val SERVICE_NAME = Regex("[A-Za-z][A-Za-z0-9_.-]*")

        /** Restate's built-in signal. */
        const val CANCEL = 1
    }
}
