package dev.landlord.workflow.testing.replay

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.body.inputText
import dev.landlord.workflow.body.readInput
import dev.restate.common.Slice
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

// Restate keeps a run's input as the caller sent it, and every replay reads it again. A field that
// the caller omitted is therefore filled in again by the code of the day.

/** A field of an input: its path, such as `$.currency`, and the value that code fills in for it. */
internal data class FilledField(val path: String, val value: String) {
    /** The [paths] of this field, or of the same field of every element: `$.items[*].count`. */
    fun pathsIn(paths: Set<String>): List<String> =
        listOf(path, path.replace(INDEX, "[*]")).filter { it in paths }

    override fun toString(): String = "$path = $value"
}

/** The fields that today's code fills in when it reads [input], which may be `Unit`'s nothing. */
internal fun <I> WorkflowDefinition<I, *>.filledFields(input: Slice): List<FilledField> {
    val text = input.toByteArray().decodeToString()
    if (text.isEmpty()) return emptyList()
    val read = reread(text) ?: return emptyList()
    return filled("$", Json.parseToJsonElement(text), read).toList()
}

private fun filled(path: String, sent: JsonElement?, read: JsonElement): Sequence<FilledField> =
    when {
        sent == null -> sequenceOf(FilledField(path, "$read"))
        sent is JsonObject && read is JsonObject ->
            read.asSequence().flatMap { (name, value) -> filled("$path.$name", sent[name], value) }
        sent is JsonArray && read is JsonArray && sent.size == read.size ->
            read.asSequence().flatMapIndexed { index, value ->
                filled("$path[$index]", sent[index], value)
            }
        else -> emptySequence()
    }

/**
 * A field of [input] whose default is computed: a caller that omits it gets another value at each
 * reading. The clock advances by a millisecond between the two readings that are compared.
 */
internal fun <I> WorkflowDefinition<I, *>.computedDefault(input: I): ComputedDefault? {
    val text = inputText(input)
    if (text.isEmpty()) return null
    val requests = Json.parseToJsonElement(text).withoutOneField("$").take(MAX_FIELDS).toList()
    val first = requests.map { (_, request) -> reread("$request") }
    awaitTick(System.currentTimeMillis(), unit = 1)
    for ((number, entry) in requests.withIndex()) {
        val before = first[number] ?: continue
        val after = reread("${entry.second}")
        if (before != after) return ComputedDefault(entry.first, "$before", "$after")
    }
    return null
}

/** Two readings of a request that lacks the field at [path]. */
internal class ComputedDefault(val path: String, val first: String, val second: String)

/** The path of each field, and the same JSON without it. */
private fun JsonElement.withoutOneField(path: String): Sequence<Pair<String, JsonElement>> =
    when (this) {
        is JsonObject ->
            asSequence().flatMap { (name, value) ->
                sequenceOf("$path.$name" to JsonObject(this - name)) +
                    value.withoutOneField("$path.$name").map { (at, less) ->
                        at to JsonObject(this + (name to less))
                    }
            }
        is JsonArray ->
            asSequence().flatMapIndexed { index, value ->
                value.withoutOneField("$path[$index]").map { (at, less) ->
                    at to JsonArray(toMutableList().also { it[index] = less })
                }
            }
        else -> emptySequence()
    }

/** The complete JSON of what [text] is read as; `null` if it cannot be read. */
private fun <I> WorkflowDefinition<I, *>.reread(text: String): JsonElement? =
    try {
        Json.parseToJsonElement(inputText(readInput(Slice.wrap(text))))
    } catch (_: IllegalArgumentException) {
        null
    }

/** Of larger inputs only the first fields are tried. */
private const val MAX_FIELDS = 200

private val INDEX = Regex("""\[\d+]""")
