package dev.landlord.workflow.testing.journal

import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import java.util.Base64
import kotlin.time.Duration
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/**
 * Writes and reads a journal as JSON with one entry a line, so that a diff is readable.
 *
 * ```json
 * {
 *   "workflow": "PlaceOrder", "key": "order-1", "invocation": "inv_1f…",
 *   "input": {"item":"tea"},
 *   "entries": [
 *     {"step":"reserve","type":"kotlin.String"},
 *     {"of":1,"value":"reservation-1"},
 *     {"sleep":"1h"},
 *     {"of":3},
 *     {"step":"pay","type":"kotlin.String"},
 *     {"of":5,"code":502,"message":"lost"},
 *     {"cancelled":true},
 *     {"state":"landlord.undo.0","value":{"names":["release"]}},
 *     {"promise":"approval/finance/1"},
 *     {"complete":"approval/finance/1","value":{"outcome":"TIMED_OUT"}},
 *     {"awakeable":1,"value":{"decision":"approved"}},
 *     {"call":"Payments/charge","value":{"amount":5},"idempotencyKey":"inv_1f…/1"},
 *     {"invocation":13,"text":"inv_1a…"},
 *     {"of":13,"value":"receipt-1"},
 *     {"send":"Mailer/send","after":"1h","value":"text","idempotencyKey":"inv_1f…/2"},
 *     {"attach":"inv_1b…"},
 *     {"cancel":"inv_1b…"}
 *   ],
 *   "end": {"code":502,"message":"lost"}
 * }
 * ```
 *
 * Numbers count from 1. `of` is the number of the entry that is completed, `invocation` the number
 * of the call or send whose invocation id follows, and `awakeable` the number of an awakeable. A
 * value that is not JSON is written as `text` or, if it is not UTF-8, as `base64`.
 */
internal object JournalFile {
    fun write(journal: RecordedJournal): String {
        val entries = ArrayList<JsonObject>()
        journal.forEach(
            onCommand = { entries += it.toJson() },
            onCompletion = { entries += it.toJson(journal) },
        )
        val head = buildJsonObject {
            put("workflow", JsonPrimitive(journal.workflow))
            put("key", JsonPrimitive(journal.key))
            put("invocation", JsonPrimitive(journal.invocationId))
        }
        // An empty input has no line.
        val lines = listOf(head, payload("input", journal.input)).filterNot { it.isEmpty() }
        return """
            |{
            |${lines.joinToString("\n") { "  ${it.inside()}," }}
            |  "entries": [
            |${entries.joinToString(",\n") { "    $it" }}
            |  ],
            |  "end": ${journal.end?.toJson() ?: "null"}
            |}
            |"""
            .trimMargin()
    }

    /**
     * @throws IllegalArgumentException if [text] is not such a journal; the message names the entry
     */
    fun read(text: String): RecordedJournal {
        val file =
            try {
                Json.parseToJsonElement(text).jsonObject
            } catch (failure: SerializationException) {
                throw IllegalArgumentException("not JSON: ${failure.message}")
            }
        val journal =
            RecordedJournal(
                file.text("workflow"),
                file.text("key"),
                file.text("invocation"),
                file.payload("input"),
            )
        val commandOf = HashMap<Int, Int>()
        file.get("entries").orMissing("entries").jsonArray.forEachIndexed { index, element ->
            val number = index + 1
            val entry = element.jsonObject
            if (COMMANDS.any { it in entry }) {
                commandOf[number] = journal.commands.size
                journal.add(entry.command())
            } else {
                journal.add(entry.completion(number, commandOf))
            }
        }
        journal.end = (file["end"] as? JsonObject)?.end()
        return journal
    }

    private fun Command.toJson() = buildJsonObject {
        when (kind) {
            Command.Kind.RUN -> put("step", JsonPrimitive(name))
            Command.Kind.SLEEP -> put("sleep", JsonPrimitive(duration?.toString()))
            Command.Kind.STATE -> put("state", JsonPrimitive(name))
            Command.Kind.PROMISE -> put("promise", JsonPrimitive(name))
            Command.Kind.COMPLETE -> put("complete", JsonPrimitive(name))
            Command.Kind.CALL -> put("call", JsonPrimitive(name))
            Command.Kind.SEND -> {
                put("send", JsonPrimitive(name))
                duration?.let { put("after", JsonPrimitive("$it")) }
            }
            Command.Kind.ATTACH -> put("attach", JsonPrimitive(name))
            Command.Kind.CANCEL -> put("cancel", JsonPrimitive(name))
        }
        value?.let { payload("value", it) }?.forEach { (name, json) -> put(name, json) }
        resultType?.let { put("type", JsonPrimitive(it)) }
        idempotencyKey?.let { put("idempotencyKey", JsonPrimitive(it)) }
        if (headers.isNotEmpty()) {
            put("headers", JsonObject(headers.mapValues { JsonPrimitive(it.value) }))
        }
    }

    private fun JsonObject.command(): Command =
        when {
            "sleep" in this -> {
                val duration = (get("sleep") as JsonPrimitive).takeIf { it.isString }?.content
                Command.sleep(duration?.let(Duration::parse))
            }
            "state" in this -> Command.state(text("state"), payload("value"))
            "promise" in this -> Command.promise(text("promise"))
            "complete" in this -> Command.complete(text("complete"), payload("value"))
            "call" in this -> request(Command.Kind.CALL, "call")
            "send" in this -> request(Command.Kind.SEND, "send")
            "attach" in this -> Command.attach(text("attach"))
            "cancel" in this -> Command.cancel(text("cancel"))
            else ->
                Command(
                    Command.Kind.RUN,
                    text("step"),
                    resultType = get("type")?.jsonPrimitive?.content,
                )
        }

    private fun JsonObject.request(kind: Command.Kind, name: String) =
        Command(
            kind,
            text(name),
            duration = get("after")?.let { Duration.parse(it.jsonPrimitive.content) },
            value = payload("value"),
            idempotencyKey = get("idempotencyKey")?.jsonPrimitive?.content,
            headers =
                (get("headers") as? JsonObject).orEmpty().mapValues {
                    it.value.jsonPrimitive.content
                },
        )

    private fun Completion.toJson(journal: RecordedJournal): JsonObject {
        val of =
            when (val source = of) {
                Source.Cancellation -> return JsonObject(mapOf("cancelled" to JsonPrimitive(true)))
                is Source.Awakeable -> "awakeable" to source.number + 1
                is Source.Invocation -> "invocation" to journal.numberOf(source.index)
                is Source.Command -> "of" to journal.numberOf(source.index)
            }
        val failure = failure
        return JsonObject(
            mapOf(of.first to JsonPrimitive(of.second)) +
                if (failure != null) failure(failure.code, failure.message.orEmpty())
                else payload("value", checkNotNull(value))
        )
    }

    private fun JsonObject.completion(number: Int, commandOf: Map<Int, Int>): Completion {
        if ("cancelled" in this) return Completion.Cancellation
        val failure = if ("code" in this) TerminalException(code(), text("message")) else null
        val value = if (failure == null) payload("value") else null
        fun command(name: String): Int {
            val of = get(name).orMissing("of of entry $number").jsonPrimitive.int
            return requireNotNull(commandOf[of]) {
                "entry $number completes entry $of, which is not a command"
            }
        }
        val source =
            when {
                "awakeable" in this -> Source.Awakeable(getValue("awakeable").jsonPrimitive.int - 1)
                "invocation" in this -> Source.Invocation(command("invocation"))
                else -> Source.Command(command("of"))
            }
        return Completion(source, value, failure)
    }

    private fun End.toJson(): JsonObject =
        when (this) {
            is End.Result -> payload("result", output)
            is End.Failed -> failure(code, message)
            is End.Threw -> JsonObject(mapOf("bug" to JsonPrimitive(failure)))
        }

    private fun JsonObject.end(): End =
        when {
            "code" in this -> End.Failed(code(), text("message"))
            "bug" in this -> End.Threw(text("bug"))
            else -> End.Result(payload("result"))
        }

    private fun failure(code: Int, message: String) =
        JsonObject(mapOf("code" to JsonPrimitive(code), "message" to JsonPrimitive(message)))

    private fun payload(name: String, payload: Slice): JsonObject {
        val bytes = payload.toByteArray()
        if (bytes.isEmpty()) return JsonObject(emptyMap())
        val text = bytes.decodeToString()
        if (!text.encodeToByteArray().contentEquals(bytes)) {
            val base64 = Base64.getEncoder().encodeToString(bytes)
            return JsonObject(mapOf("base64" to JsonPrimitive(base64)))
        }
        val json = runCatching { Json.parseToJsonElement(text) }.getOrNull()
        // As JSON only if the bytes read from the file will be the same.
        return JsonObject(
            if (json != null && json.isStrict() && json.toString() == text) mapOf(name to json)
            else mapOf("text" to JsonPrimitive(text))
        )
    }

    private fun JsonObject.inside() = toString().removeSurrounding("{", "}")

    /** The parser accepts unquoted words too, which are not JSON. */
    private fun JsonElement.isStrict(): Boolean =
        when (this) {
            is JsonObject -> values.all { it.isStrict() }
            is JsonArray -> all { it.isStrict() }
            is JsonPrimitive -> isString || content in WORDS || NUMBER.matches(content)
        }

    private val COMMANDS =
        listOf("step", "sleep", "state", "promise", "complete", "call", "send", "attach", "cancel")
    private val WORDS = setOf("true", "false", "null")
    private val NUMBER = Regex("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")

    private fun JsonObject.payload(name: String): Slice =
        when {
            name in this -> Slice.wrap(get(name).toString())
            "text" in this -> Slice.wrap(text("text"))
            "base64" in this -> Slice.wrap(Base64.getDecoder().decode(text("base64")))
            else -> Slice.EMPTY
        }

    private fun JsonObject.text(name: String): String =
        get(name).orMissing(name).jsonPrimitive.content

    private fun JsonObject.code(): Int = get("code").orMissing("code").jsonPrimitive.int

    private fun JsonElement?.orMissing(name: String): JsonElement =
        requireNotNull(this) { "no \"$name\"" }
}
