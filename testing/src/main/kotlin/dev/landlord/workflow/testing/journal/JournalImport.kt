package dev.landlord.workflow.testing.journal

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.devserver.RestateAdmin
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
        Reading(journal, entries).read()
        return journal
    }

    /** One run of a workflow, as the server knows it. */
    class Execution(val invocationId: String, val key: String, val status: String)

    private companion object {
        val JSON = ObjectMapper()
        val SERVICE_NAME = Regex("[A-Za-z][A-Za-z0-9_.-]*")
    }
}

/** Takes [entries], each with its type, into [journal]. */
private class Reading(
    private val journal: RecordedJournal,
    private val entries: List<Pair<String, JsonNode>>,
) {
    /** By the ids of their completions. */
    private val sources = HashMap<Int, Source>()

    /** The ids of what was called, in the order in which it was. */
    private val called = LinkedHashMap<Source, String?>()

    /** Whether the SDK has yet to cancel what was called, because the run was cancelled. */
    private var owesCancellations = false
    private val skipped = HashSet<Int>()
    private var next = 0

    fun read() {
        while (next < entries.size) {
            val index = next++
            if (index !in skipped) entries[index].let { (type, entry) -> add(type, entry) }
        }
    }

    private fun add(type: String, entry: JsonNode) {
        when (type) {
            "Command: Input" -> {}
            "Command: Run" -> {
                val run = entry.at("/Command/Run")
                command(run, Command(Command.Kind.RUN, run["name"].asText()))
            }
            "Command: Sleep" -> command(entry.at("/Command/Sleep"), Command.sleep(null))
            "Command: SetState" -> {
                val state = entry.at("/Command/SetState")
                journal.add(Command.state(state["key"].asText(), bytes(state["value"])))
            }
            "Command: GetPromise" -> {
                val promise = entry.at("/Command/GetPromise")
                command(promise, Command.promise(promise["key"].asText()))
            }
            "Command: CompletePromise" -> {
                val completion = entry.at("/Command/CompletePromise")
                val value = bytes(completion.at("/value/Success"))
                command(completion, Command.complete(completion["key"].asText(), value))
            }
            "Command: Call" -> request(Command.Kind.CALL, entry.at("/Command/Call"))
            "Command: OneWayCall" -> request(Command.Kind.SEND, entry.at("/Command/OneWayCall"))
            "Command: AttachInvocation" -> {
                val attach = entry.at("/Command/AttachInvocation")
                command(attach, Command.attach(attach.at("/target/InvocationId").asText()))
            }
            "Command: SendSignal" -> cancel(entry)
            "Command: Output" -> journal.end = end(entry.at("/Command/Output/result"))
            "Notification: Run",
            "Notification: Sleep",
            "Notification: GetPromise",
            "Notification: CompletePromise",
            "Notification: CallInvocationId",
            "Notification: Call",
            "Notification: AttachInvocation" ->
                complete(entry.at("/Notification/Completion").single())
            "Notification: Signal" -> signal(entry)
            else -> throw IllegalArgumentException(unknown(entry))
        }
    }

    private fun command(entry: JsonNode, command: Command) {
        sources[entry["completion_id"].asInt()] = Source.Command(journal.commands.size)
        journal.add(command)
    }

    private fun request(kind: Command.Kind, entry: JsonNode) {
        val index = journal.commands.size
        sources[entry["invocation_id_completion_id"].asInt()] = Source.Invocation(index)
        entry["result_completion_id"]?.let { sources[it.asInt()] = Source.Command(index) }
        if (kind == Command.Kind.CALL) called[Source.Invocation(index)] = null
        val request = entry["request"]
        // By its kind: a service, an object or a workflow.
        val target = request["invocation_target"].single()
        val path = listOf("name", "key", "handler").mapNotNull { target[it]?.asText() }
        journal.add(
            Command(
                kind,
                path.joinToString("/"),
                value = bytes(request["parameter"]),
                idempotencyKey = request["idempotency_key"]?.takeIf { it.isTextual }?.asText(),
                headers =
                    request["headers"].associate { it["name"].asText() to it["value"].asText() },
            )
        )
    }

    private fun cancel(entry: JsonNode) {
        if (owesCancellations && skipCancellationOfCallees()) {
            owesCancellations = false
        } else {
            journal.add(Command.cancel(cancelled(entry)))
        }
    }

    /**
     * When the SDK tells the body of a cancellation, the first time, it cancels by itself all that
     * was called until then: one command after the other.
     */
    private fun skipCancellationOfCallees(): Boolean {
        val first = next - 1
        val block =
            (first until entries.size)
                .filter { entries[it].first.startsWith("Command: ") }
                .take(called.size)
        val isOfSdk =
            block.size == called.size &&
                block.all { entries[it].first == "Command: SendSignal" } &&
                block.map { cancelled(entries[it].second) } == called.values.toList()
        if (isOfSdk) skipped += block.drop(1)
        return isOfSdk
    }

    private fun cancelled(entry: JsonNode): String {
        val signal = entry.at("/Command/SendSignal")
        require(signal.at("/signal_id/Index").asInt() == CANCEL) { unknown(entry) }
        return signal["target_invocation_id"].asText()
    }

    private fun complete(entry: JsonNode) {
        val source = sources.getValue(entry["completion_id"].asInt())
        val id = entry["invocation_id"]?.takeIf { it.isTextual }?.let { Slice.wrap(it.asText()) }
        if (id != null && source.isCall) called[source] = entry["invocation_id"].asText()
        val failure = failure(entry["result"])
        journal.add(Completion(source, id ?: bytes(entry.at("/result/Success")), failure))
    }

    private val Source.isCall
        get() = this is Source.Invocation && journal.commands[index].kind == Command.Kind.CALL

    private fun signal(entry: JsonNode) {
        val signal = entry.at("/Notification/Signal")
        val index = signal.at("/id/Index").asInt(-1)
        if (index == CANCEL) {
            owesCancellations = !journal.hasEnded(Source.Cancellation)
            return journal.add(Completion.Cancellation)
        }
        require(index >= FIRST_AWAKEABLE) { unknown(entry) }
        val value = bytes(signal.at("/result/Success"))
        val awakeable = Source.Awakeable(index - FIRST_AWAKEABLE)
        journal.add(Completion(awakeable, value, failure(signal["result"])))
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

    private fun unknown(entry: JsonNode) = "holds an entry that cannot be replayed here: $entry"
}

private fun bytes(numbers: JsonNode?): Slice =
    if (numbers == null || numbers.isEmpty) Slice.EMPTY
    else Slice.wrap(ByteArray(numbers.size()) { numbers[it].asInt().toByte() })

/** Restate's built-in signal. */
private const val CANCEL = 1
