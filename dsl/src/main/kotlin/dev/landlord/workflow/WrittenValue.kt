package dev.landlord.workflow

import dev.landlord.workflow.engine.MAX_DEPTH
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException

// A value that Restate does not take, or that cannot be read again, fails terminally where it is
// written: an attempt that ended with it would be retried for ever, and nothing would be undone.

/** The largest message of restate-server's default, 32 MiB, less room for what frames a value. */
internal const val MAX_MESSAGE: Int = 32 * 1024 * 1024 - 64 * 1024

/** The longest name of a step or an undo action, in characters. */
internal const val MAX_NAME: Int = 10_000

/**
 * The JSON of [value].
 *
 * @param what the verb and its name, for the message
 * @throws TerminalException if it cannot be written, could not be read again, or is larger than
 *   [limit] bytes
 */
internal fun <T> ResultType<T>.written(what: String, value: T, limit: Int = MAX_MESSAGE): Slice {
    if (isMissing(value)) fail(PayloadErrors.missing(what, name))
    val json =
        try {
            write(value)
        } catch (failure: IllegalArgumentException) {
            fail(PayloadErrors.unwritable(what, name, failure))
        } catch (failure: StackOverflowError) {
            fail(PayloadErrors.unwritable(what, name, failure))
        }
    requireSize(what, json.readableBytes(), limit)
    if (mayNotReadBack) requireReadable(what, json)
    return json
}

private fun <T> ResultType<T>.requireReadable(what: String, json: Slice) {
    if (depth(json) > MAX_DEPTH) fail(PayloadErrors.tooDeep(what, MAX_DEPTH))
    try {
        read(json)
    } catch (failure: IllegalArgumentException) {
        fail(PayloadErrors.unreadableBack(what, name, failure))
    }
}

/** @throws TerminalException if [size] bytes are more than [limit] */
internal fun requireSize(what: String, size: Int, limit: Int = MAX_MESSAGE) {
    if (size <= limit) return
    fail(
        if (limit < MAX_MESSAGE) PayloadErrors.resultSize(what, size, limit)
        else PayloadErrors.messageSize(what, size, limit)
    )
}

/** @throws TerminalException if [text] is longer than [limit] characters */
internal inline fun requireLength(text: String?, limit: Int, what: () -> String) {
    if (text != null && text.length > limit) {
        fail(PayloadErrors.tooLong(what(), text.length, limit))
    }
}

/** @throws IllegalArgumentException if [name] is blank */
@PublishedApi
internal fun requireName(verb: String, name: String): String {
    require(name.isNotBlank()) { VerbErrors.blankName(verb, name) }
    requireLength(name, MAX_NAME) { "$verb(…), its name" }
    return name
}

/** The depth of the nested arrays and objects in [json]. */
private fun depth(json: Slice): Int {
    var depth = 0
    var deepest = 0
    var isInString = false
    var isEscaped = false
    for (byte in json.toByteArray()) {
        val char = byte.toInt().toChar()
        when {
            isEscaped -> isEscaped = false
            isInString && char == '\\' -> isEscaped = true
            char == '"' -> isInString = !isInString
            isInString -> {}
            char == '{' || char == '[' -> deepest = maxOf(deepest, ++depth)
            char == '}' || char == ']' -> depth--
        }
    }
    return deepest
}
