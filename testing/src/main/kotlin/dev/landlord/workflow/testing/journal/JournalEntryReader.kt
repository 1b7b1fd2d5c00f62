package dev.landlord.workflow.testing.journal

import com.fasterxml.jackson.databind.JsonNode
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException

/** Adds [entries], each with its type, to [journal]. */
internal class JournalEntryReader(
    private val journal: RecordedJournal,
    private val entries: List<Pair<String, JsonNode>>,
) {
    /** The source of each completion id. */
    private val sources = HashMap<Int, Source>()

    /** The invocation id of each call in the order of the calls; `null` while it is not known. */
    private val called = LinkedHashMap<Source, String?>()

    /**
     * Whether the run was cancelled, and the commands with which the SDK cancels its calls follow.
     */
    private var expectsCancellations = false
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
        // The name of its only field is the kind: a service, an object or a workflow.
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
        if (expectsCancellations && skipCancellationOfCallees()) {
            expectsCancellations = false
        } else {
            journal.add(Command.cancel(cancelled(entry)))
        }
    }

    /**
     * Skips the commands with which the SDK cancels all calls so far, one after the other, before
     * it reports the first cancellation to the body. Returns whether they follow.
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
            expectsCancellations = !journal.hasEnded(Source.Cancellation)
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

internal fun bytes(numbers: JsonNode?): Slice =
    if (numbers == null || numbers.isEmpty) Slice.EMPTY
    else Slice.wrap(ByteArray(numbers.size()) { numbers[it].asInt().toByte() })

/** The index of Restate's signal for cancellation. */
private const val CANCEL = 1
