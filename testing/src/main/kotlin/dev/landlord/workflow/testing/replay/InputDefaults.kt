package dev.landlord.workflow.testing.replay

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.body.inputText
import dev.landlord.workflow.body.readInput
import dev.landlord.workflow.testing.journal.FilledField
import dev.restate.common.Slice
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

// Restate stores the input as the caller sent it, and each replay reads it again. The code that
// runs
// the replay therefore fills in the fields that the caller omitted.

/** Returns the fields that today's code fills in when it reads [input]; none for an empty input. */
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
 * Returns the first field of [input] whose default is computed, such as from a clock; `null` if
 * there is none. Reads each request without one field twice, with a millisecond in between, and
 * compares.
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

/** The JSON of two readings of one request that lacks the field at [path]. */
internal class ComputedDefault(val path: String, val first: String, val second: String)

/** The path of each field, with the JSON without that field. */
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

/** Reads [text] and writes the input with all fields; `null` if [text] cannot be read. */
private fun <I> WorkflowDefinition<I, *>.reread(text: String): JsonElement? =
    try {
        Json.parseToJsonElement(inputText(readInput(Slice.wrap(text))))
    } catch (_: IllegalArgumentException) {
        null
    }

/** The maximum number of fields that are omitted in turn. */
private const val MAX_FIELDS = 200
